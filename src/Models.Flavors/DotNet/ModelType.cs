using System.Reflection;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>A type of a user's assembly as a model.</summary>
internal static class ModelType
{
    /// <summary>An object of a class that is an <see cref="IModel"/>.</summary>
    /// <exception cref="ModelLoadException">It is none, has no fitting constructor, or that failed.</exception>
    public static IModel Create(Type type, ModelContext context)
    {
        if (!type.IsAssignableTo(typeof(IModel)))
        {
            throw new ModelLoadException(
                $"'{type.FullName}' does not implement {typeof(IModel).FullName}; name a static 'method' or a model.");
        }

        var (constructor, arguments) = Constructor(type, context);
        try
        {
            return (IModel)constructor.Invoke(arguments);
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            throw new ModelLoadException(
                $"The constructor of '{type.FullName}' failed: {ModelCode.OneLine(cause)}", cause);
        }
    }

    /// <summary>A static method as a model.</summary>
    /// <exception cref="ModelLoadException">None has that name, or it takes or gives something else.</exception>
    public static PredictFunction Function(Type type, string name)
    {
        var function = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name == name)
            .Select(method => Delegate.CreateDelegate(typeof(PredictFunction), method, throwOnBindFailure: false))
            .FirstOrDefault(bound => bound is not null);
        return (PredictFunction?)function ?? throw new ModelLoadException(
            $"'{type.FullName}' has no public static method '{name}' like {typeof(PredictFunction).FullName}.");
    }

    private static (ConstructorInfo Constructor, object[] Arguments) Constructor(Type type, ModelContext context)
    {
        if (!type.IsAbstract)
        {
            if (type.GetConstructor([typeof(ModelContext)]) is { } informed)
            {
                return (informed, [context]);
            }

            if (type.GetConstructor([]) is { } plain)
            {
                return (plain, []);
            }
        }

        throw new ModelLoadException(
            $"'{type.FullName}' cannot be made; expected a class with a public constructor without parameters, or with "
            + $"a {nameof(ModelContext)}.");
    }
}
