using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Processes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors;

/// <summary>Every flavor that can be scored here.</summary>
public static class ModelFlavors
{
    // Of folders in folders; one that holds itself is found by PartList.
    private const int MostNested = 8;

    private static readonly Known[] All =
    [
        new(CompositeFlavor.Name, CompositeFlavor.Load),
        new(OnnxFlavor.Name, OnnxFlavor.LoadGraph),
        new(DotnetFunctionFlavor.Name, DotnetFunctionFlavor.Load),
        new(ExternalProcessFlavor.Name, ExternalProcessFlavor.Load),
        new(PythonFunctionFlavor.Name, PythonFunctionFlavor.Load),
    ];

    /// <summary>The flavors by name, the one that is preferred first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(known => known.Name)];

    /// <summary>The flavor that a model folder is loaded by, or null where none of its flavors can be scored.</summary>
    /// <param name="directory">Any model folder.</param>
    public static string? Find(ModelDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return Names.FirstOrDefault(directory.MlModel.Flavors.ContainsKey);
    }

    /// <summary>
    /// Loads a model on the calling thread by the first of its flavors in the order of <see cref="Names"/>. All but
    /// <c>onnx</c> run code that lies in the folder: load only what you trust.
    /// </summary>
    /// <param name="directory">A model folder.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes.</returns>
    /// <exception cref="ModelLoadException">No flavor that can be scored here, or its files are broken.</exception>
    public static IScorer Load(
        ModelDirectory directory, FlavorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        options ??= new FlavorOptions();
        if (options.Depth > MostNested)
        {
            throw new ModelLoadException($"'{directory.Path}' lies in more than {MostNested} models, one in another.");
        }

        var known = All.FirstOrDefault(known => directory.MlModel.Flavors.ContainsKey(known.Name))
            ?? throw new ModelLoadException(
                $"it has the flavors {string.Join(", ", directory.MlModel.Flavors.Keys)}; expected one of "
                + $"{string.Join(", ", Names.Select(name => $"'{name}'"))}, which can be served.");
        return known.Load(directory, options, cancellationToken);
    }

    private sealed record Known(string Name, Func<ModelDirectory, FlavorOptions, CancellationToken, IScorer> Load);
}
