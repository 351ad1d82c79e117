using System.Reflection;
using System.Runtime.InteropServices;

namespace Tracking.Client.Internal.Surroundings;

/// <summary>The tags by which MLflow's clients say where a run came from, and a few that they do not have.</summary>
internal static class ProcessTags
{
    internal const string Note = "mlflow.note.content";
    internal const string ParentRunId = "mlflow.parentRunId";
    internal const string RunName = "mlflow.runName";

    private const string Git = "mlflow.source.git.";

    /// <summary>Who and what is running.</summary>
    internal static SortedDictionary<string, string> Context() => new(StringComparer.Ordinal)
    {
        ["mlflow.user"] = Environment.UserName,
        ["mlflow.source.name"] = SourceName(),
        ["mlflow.source.type"] = "LOCAL",
    };

    /// <summary>The same with git and the machine.</summary>
    internal static async Task<SortedDictionary<string, string>> SurroundingsAsync(
        TimeProvider time, CancellationToken cancellationToken)
    {
        var tags = Context();
        tags["tracking.host"] = Environment.MachineName;
        tags["tracking.runtime"] = $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}";
        if (Assembly.GetEntryAssembly()?.GetName() is { Name: { } name } entry)
            tags["tracking.entry_assembly"] = $"{name} {entry.Version}";
        var source = SourceFolder();
        if (GitWorkTree.Find(source) is { } tree)
            await AddAsync(tags, tree, time, cancellationToken);
        else if (BuiltFrom() is { } commit)
            tags[Git + "commit"] = commit;
        return tags;
    }

    private static async Task AddAsync(
        SortedDictionary<string, string> tags, GitWorkTree tree, TimeProvider time, CancellationToken cancellationToken)
    {
        Set("commit", tree.Commit);
        Set("branch", tree.Branch);
        Set("repoURL", tree.RepositoryUrl);
        Set("dirty", await GitChanges.AreThereAsync(tree.Root, time, cancellationToken) switch
        {
            true => "true",
            false => "false",
            null => null,
        });

        void Set(string key, string? value)
        {
            if (value is not null)
                tags[Git + key] = value;
        }
    }

    // A program of one .cs file is built far from it; the build says where it lies.
    private static string SourceFolder() =>
        AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;

    private static string SourceName() =>
        AppContext.GetData("EntryPointFilePath") as string
        ?? Assembly.GetEntryAssembly()?.GetName().Name ?? Environment.ProcessPath ?? "unknown";

    /// <summary>For programs away from their source: the commit that .NET writes into the version.</summary>
    private static string? BuiltFrom()
    {
        var version = Assembly.GetEntryAssembly()?
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var built = version?[(version.IndexOf('+', StringComparison.Ordinal) + 1)..];
        return built is { Length: 40 or 64 } && built.All(char.IsAsciiHexDigit) ? built : null;
    }
}
