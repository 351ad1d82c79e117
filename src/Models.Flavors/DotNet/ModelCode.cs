using System.Reflection;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>The code of a model: what is called, and what holds it. Disposing unloads it.</summary>
internal sealed class ModelCode : IDisposable
{
    private readonly ModelLoadContext _context;
    private readonly IDisposable? _instance;
    private PredictFunction? _predict;

    private ModelCode(ModelLoadContext context, PredictFunction predict)
    {
        _context = context;
        _predict = predict;
        _instance = predict.Target as IDisposable;
    }

    /// <summary>The model itself.</summary>
    /// <exception cref="ObjectDisposedException">It has been unloaded.</exception>
    public PredictFunction Predict => _predict ?? throw new ObjectDisposedException(nameof(ModelCode));

    /// <summary>Loads the assembly that the flavor names and makes the model of its type.</summary>
    /// <exception cref="ModelLoadException">One line that names the assembly, type or dependency at fault.</exception>
    public static ModelCode Load(ModelDirectory directory, MlModelSection flavor, ModelContext about)
    {
        var file = Required(flavor, "assembly");
        var folder = flavor.Text("data") ?? DotnetFunctionFlavor.CodeFolder;
        var context = new ModelLoadContext(directory, directory.PathOf($"{folder}/{file}"));
        try
        {
            var assembly = LoadMain(context, directory.PathOf($"{folder}/{file}"), file);
            var typeName = Required(flavor, "type");
            var type = assembly.GetType(typeName) is { IsVisible: true } found
                ? found
                : throw new ModelLoadException($"'{file}' has no public type '{typeName}'.");
            return new ModelCode(context, flavor.Text("method") is { } method
                ? ModelType.Function(type, method)
                : ModelType.Create(type, about).Predict);
        }
        catch (Exception error)
        {
            context.Unload();
            if (error is ModelLoadException or OutOfMemoryException)
            {
                throw;
            }

            throw new ModelLoadException($"'{file}' cannot be loaded: {OneLine(error)}", error);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _predict, null) is not null)
        {
            _instance?.Dispose();
            _context.Unload();
        }
    }

    /// <summary>The message of an error of foreign code without its line breaks.</summary>
    public static string OneLine(Exception error) =>
        $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";

    private static Assembly LoadMain(ModelLoadContext context, string path, string file)
    {
        try
        {
            var main = context.LoadFromAssemblyPath(path);
            foreach (var reference in main.GetReferencedAssemblies())
            {
                CheckReference(context, file, reference);
            }

            return main;
        }
        catch (BadImageFormatException error)
        {
            throw new ModelLoadException($"'{file}' is not a .NET assembly.", error);
        }
    }

    private static void CheckReference(ModelLoadContext context, string file, AssemblyName reference)
    {
        try
        {
            context.LoadFromAssemblyName(reference);
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            throw new ModelLoadException(
                $"'{file}' needs '{reference.Name}' {reference.Version}, which is neither among the model's files nor "
                + $"in .NET {Environment.Version}; save the whole output of dotnet publish.",
                error);
        }
    }

    private static string Required(MlModelSection flavor, string key) => flavor.Text(key)
        ?? throw new ModelLoadException($"MLmodel: {flavor.Path}.{key} is missing; expected a name.");
}
