using Microsoft.Extensions.Logging;
using Tracking.Models.Flavors;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Processes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Serving.Repository;

/// <summary>Opens model folders by the flavors that can be scored here.</summary>
internal static class FlavorScorers
{
    /// <summary>Opens the preferred flavor of those known; what models print becomes lines of the log.</summary>
    public static ScorerFactory Create(ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger("Tracking.Serving.ModelOutput");
        return (directory, session) => ModelFlavors.Load(directory, new FlavorOptions
        {
            Onnx = session,
            Process = new ModelProcessOptions
            {
                Output = line => logger.LogInformation("{Folder}: {Line}", directory.Path, line),
            },
        });
    }

    /// <summary>Format and engine of a model as Open Inference names them.</summary>
    public static string PlatformOf(ModelDirectory? directory) =>
        (directory is null ? null : ModelFlavors.Find(directory)) switch
    {
        null or OnnxFlavor.Name => "onnxruntime_onnx",
        var flavor => $"tracking_{flavor}",
    };

    /// <summary>Opens an ONNX file that no MLmodel file speaks of.</summary>
    /// <exception cref="ModelLoadException">It is broken.</exception>
    public static IScorer OpenBare(string folder, OnnxSessionConfig? session) =>
        OnnxModelLoader.Load(Path.Combine(folder, ModelFiles.BareModel), session);
}
