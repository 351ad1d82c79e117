using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Format;

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

    /// <summary>Loads the model on the calling thread. It runs on the CPU, whatever the file prefers.</summary>
    /// <param name="directory">A model folder with this flavor.</param>
    /// <param name="config">What to change of the session options that the folder states, or null.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes.</returns>
    /// <exception cref="ModelLoadException">
    /// The folder has other flavors only, an option is out of range, or the file cannot be loaded.
    /// </exception>
    public static OnnxScorer Load(
        ModelDirectory directory, OnnxSessionConfig? config = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!directory.MlModel.Flavors.TryGetValue(Name, out var flavor))
        {
            var others = string.Join(", ", directory.MlModel.Flavors.Keys);
            throw new ModelLoadException($"'{directory.Path}' has no flavor '{Name}', only {others}.");
        }

        var file = directory.PathOf(flavor.Text("data") ?? DefaultData);
        var stated = SessionOptionsSection.Read(flavor.Section("onnx_session_options"));
        return OnnxModelLoader.Load(file, stated.OverriddenBy(config), cancellationToken);
    }
}
