using System.Globalization;

namespace Tracking.Stores;

/// <summary>Where the files of experiments, runs, logged models and traces lie below the artifact root.</summary>
internal static class ArtifactLocation
{
    public static string OfExperiment(string root, long experimentId) =>
        $"{root.TrimEnd('/')}/{experimentId.ToString(CultureInfo.InvariantCulture)}";

    public static string OfRun(string experimentLocation, string runId) =>
        $"{experimentLocation.TrimEnd('/')}/{runId}/artifacts";

    public static string OfLoggedModel(string experimentLocation, string modelId) =>
        $"{experimentLocation.TrimEnd('/')}/models/{modelId}/artifacts";

    public static string OfTrace(string experimentLocation, string traceId) =>
        $"{experimentLocation.TrimEnd('/')}/traces/{traceId}/artifacts";
}
