using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>Which class or method a model is, and the assemblies that it is saved with.</summary>
public sealed class DotnetFunctionSource
{
    private readonly Func<string, IReadOnlyList<ModelFile>> _files;

    private DotnetFunctionSource(
        string assembly, string typeName, string? method, Func<string, IReadOnlyList<ModelFile>> files)
    {
        Assembly = assembly;
        TypeName = typeName;
        Method = method;
        _files = files;
    }

    /// <summary>The assembly's file name.</summary>
    public string Assembly { get; }

    /// <summary>The class, with its namespace.</summary>
    public string TypeName { get; }

    /// <summary>The static method that is the model; null where the class is an <see cref="IModel"/>.</summary>
    public string? Method { get; }

    /// <summary>A class in a folder made by <c>dotnet publish</c>; the whole folder is saved.</summary>
    /// <param name="folder">With the assembly, what it depends on, and its deps.json.</param>
    /// <param name="assembly">The assembly's file name, such as <c>MyModel.dll</c>.</param>
    /// <param name="typeName">The class, with its namespace.</param>
    /// <param name="method">A static method like <see cref="PredictFunction"/>, or null for an IModel.</param>
    /// <exception cref="ModelLoadException">The assembly is not in the folder.</exception>
    public static DotnetFunctionSource OfPublished(
        string folder, string assembly, string typeName, string? method = null)
    {
        var root = Path.GetFullPath(folder);
        return File.Exists(Path.Combine(root, assembly))
            ? new DotnetFunctionSource(assembly, typeName, method, target => SubModelFiles.Of(root, target))
            : throw new ModelLoadException($"'{root}' has no '{assembly}'; expected a folder made by dotnet publish.");
    }

    /// <summary>A class of this program, saved with the assemblies that it refers to, native ones left out.</summary>
    /// <typeparam name="TModel">A public class.</typeparam>
    public static DotnetFunctionSource Of<TModel>()
        where TModel : IModel => new(
            Path.GetFileName(typeof(TModel).Assembly.Location),
            typeof(TModel).FullName!,
            null,
            target => AssemblyClosure.Of(typeof(TModel).Assembly, target));

    /// <summary>A static method of this program, saved with the assemblies that it refers to.</summary>
    /// <param name="function">A public static method of a public class; a lambda's captures could not be saved.</param>
    /// <exception cref="ModelLoadException">It is a lambda or belongs to an object.</exception>
    public static DotnetFunctionSource Of(PredictFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var method = function.Method;
        if (!method.IsStatic || !method.IsPublic || method.DeclaringType is not { IsVisible: true } type)
        {
            throw new ModelLoadException(
                $"'{method.Name}' is no public static method of a public class; only such a one can be saved, for it "
                + "captures nothing.");
        }

        return new DotnetFunctionSource(
            Path.GetFileName(type.Assembly.Location),
            type.FullName!,
            method.Name,
            target => AssemblyClosure.Of(type.Assembly, target));
    }

    internal IReadOnlyList<ModelFile> Files(string target) => _files(target);
}
