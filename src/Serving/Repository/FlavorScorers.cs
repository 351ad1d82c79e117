using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Serving.Repository;

/// <summary>Opens model folders by the flavors that can be scored here.</summary>
internal static class FlavorScorers
{
    /// <summary>Opens the first flavor that is known.</summary>
    /// <exception cref="ModelLoadException">None is known, or the model's files are broken.</exception>
    public static IScorer Open(ModelDirectory directory) => OnnxFlavor.IsIn(directory)
        ? OnnxFlavor.Load(directory)
        : throw new ModelLoadException(
            $"it has the flavors {string.Join(", ", directory.MlModel.Flavors.Keys)}; expected '{OnnxFlavor.Name}' "
            + "among them, the one that can be served.");
}
