using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Caching;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Format;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Onnx;

/// <summary>The <c>onnx</c> flavor of a model folder.</summary>
public static class OnnxFlavor
{
    /// <summary>What the flavor is called in an MLmodel file.</summary>
    public const string Name = "onnx";

    // Written by MLflow before it named the file.
    private const string DefaultData = "model.onnx";

    /// <summary>Whether a model folder has this flavor.</summary>
    /// <param name="directory">Any model folder.</param>
    public static bool IsIn(ModelDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return directory.MlModel.Flavors.ContainsKey(Name);
    }

    /// <summary>
    /// Loads ONNX Runtime itself, which the first model would otherwise wait for: some 0.1 s, on the calling thread.
    /// </summary>
    /// <exception cref="InvalidOperationException">ONNX Runtime cannot be loaded here.</exception>
    public static void Prepare()
    {
        var nothing = new OnnxModelBuilder("prepare");
        nothing.Output(nothing.Identity(nothing.Input("x", ElementType.Float32, 1)));
        OnnxModelValidation.Load(nothing.ToBytes(), "prepare");
    }

    /// <summary>
    /// Loads the model on the calling thread, on the first execution provider that the file names and this ONNX Runtime
    /// has. Its optimized graph is kept in the user's cache, see <see cref="OptimizedGraphCache.Default"/>.
    /// </summary>
    /// <param name="directory">A model folder with this flavor.</param>
    /// <param name="config">What to change of the session options that the folder states, or null.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes.</returns>
    /// <exception cref="ModelLoadException">
    /// The folder has other flavors only, an option is out of range, no provider is there, the file cannot be loaded,
    /// or the signature contradicts it.
    /// </exception>
    public static OnnxScorer Load(
        ModelDirectory directory, OnnxSessionConfig? config = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return LoadGraph(directory, new FlavorOptions { Onnx = config }, cancellationToken);
    }

    internal static OnnxScorer LoadGraph(
        ModelDirectory directory, FlavorOptions options, CancellationToken cancellationToken)
    {
        if (!directory.MlModel.Flavors.TryGetValue(Name, out var flavor))
        {
            var others = string.Join(", ", directory.MlModel.Flavors.Keys);
            throw new ModelLoadException($"'{directory.Path}' has no flavor '{Name}', only {others}.");
        }

        var file = directory.PathOf(flavor.Text("data") ?? DefaultData);
        var stated = SessionOptionsSection.Read(flavor.Section("onnx_session_options")) with
        {
            Providers = ProviderChoice.Read(flavor),
            GraphCache = OptimizedGraphCache.Default,
        };
        var scorer = OnnxModelLoader.Load(file, stated.OverriddenBy(options.Onnx), cancellationToken);
        try
        {
            if (options.RefusesContradictions)
            {
                SignatureFit.Check(directory.MlModel.Signature, scorer.Schema);
            }

            return scorer;
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }
}
