using System.Reflection;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Runs;

/// <summary>The tags by which MLflow's clients say where a run came from.</summary>
internal static class ProcessTags
{
    /// <summary>For a run; what the caller gives wins.</summary>
    internal static IReadOnlyList<RunTag> Of(string? runName, IReadOnlyDictionary<string, string>? given)
    {
        var tags = Context();
        if (GitCommit.Find(AppContext.BaseDirectory) is { } commit)
            tags["mlflow.source.git.commit"] = commit;
        if (runName is not null)
            tags["mlflow.runName"] = runName;
        foreach (var (key, value) in given ?? new Dictionary<string, string>())
            tags[key] = value;
        return [.. tags.Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })];
    }

    /// <summary>Who and what is running.</summary>
    internal static SortedDictionary<string, string> Context() => new(StringComparer.Ordinal)
    {
        ["mlflow.user"] = Environment.UserName,
        ["mlflow.source.name"] = Assembly.GetEntryAssembly()?.GetName().Name ?? Environment.ProcessPath ?? "unknown",
        ["mlflow.source.type"] = "LOCAL",
    };
}
