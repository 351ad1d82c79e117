using Tracking.Client;
using Tracking.Projects.Format;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Parameters;

/// <summary>Makes local files of what <c>path</c> parameters name.</summary>
internal static class PathDownloads
{
    private const string Runs = "runs:/";

    /// <summary>The values with local, absolute paths; a URI of a run's artifact is downloaded.</summary>
    /// <exception cref="ProjectException">The file is not there, or the URI cannot be downloaded here.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ResolveAsync(
        EntryPoint entryPoint,
        IReadOnlyDictionary<string, string> values,
        TrackingClient client,
        WorkingCopy copy,
        CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, string>(values);
        foreach (var spec in entryPoint.Parameters.Where(spec => spec.Type == ParameterType.Path))
        {
            var value = values[spec.Name];
            resolved[spec.Name] = value.StartsWith(Runs, StringComparison.Ordinal)
                ? await DownloadAsync(spec.Name, value, client, copy, cancellationToken)
                : LocalPath(spec.Name, value, copy);
        }

        return resolved;
    }

    private static string LocalPath(string name, string value, WorkingCopy copy)
    {
        // What the project itself has comes first: a default such as data/train.csv means that file.
        string[] candidates = [Path.GetFullPath(value, copy.Folder), Path.GetFullPath(value)];
        return candidates.FirstOrDefault(Path.Exists)
            ?? throw new ProjectException(
                $"Parameter '{name}' is '{value}', expected an existing file or folder, or runs:/run_id/path.");
    }

    private static async Task<string> DownloadAsync(
        string name, string value, TrackingClient client, WorkingCopy copy, CancellationToken cancellationToken)
    {
        if (value[Runs.Length..].Split('/', 2) is not [{ Length: > 0 } runId, { Length: > 0 } path])
        {
            throw new ProjectException($"Parameter '{name}' is '{value}', expected runs:/run_id/path.");
        }

        try
        {
            var folder = Directory.CreateDirectory(Path.Join(copy.Root, ".tracking-inputs", name)).FullName;
            return await client.Artifacts.DownloadAsync(runId, path, folder, cancellationToken);
        }
        catch (TrackingClientException error)
        {
            throw new ProjectException(
                $"Parameter '{name}': '{value}' cannot be downloaded: {error.Message}", error);
        }
    }
}
