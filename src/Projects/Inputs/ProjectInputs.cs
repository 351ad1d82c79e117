using Tracking.Client;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Inputs;

/// <summary>Finds the files that parameters name; those that lie in a run are downloaded.</summary>
internal sealed class ProjectInputs(TrackingClient client)
{
    private const string Runs = "runs:/";

    /// <summary>The inputs with their digests, in the order of the parameters.</summary>
    /// <exception cref="ProjectException">A file is not there, or cannot be downloaded here.</exception>
    public async Task<IReadOnlyList<ProjectInput>> ResolveAsync(
        PlannedRun planned, string runId, CancellationToken cancellationToken)
    {
        var inputs = new List<ProjectInput>();
        foreach (var spec in planned.EntryPoint.Parameters)
        {
            var value = planned.Binding.Declared[spec.Name];
            var path = spec.Type switch
            {
                ParameterType.Path when value.StartsWith(Runs, StringComparison.Ordinal) =>
                    await DownloadAsync(spec.Name, value, FolderFor(planned, runId, spec.Name), cancellationToken),
                ParameterType.Path => Find(value, planned) ?? throw new ProjectException(
                    $"Parameter '{spec.Name}' is '{value}', expected an existing file or folder, or " +
                    "runs:/run_id/path."),
                ParameterType.Uri => Find(value, planned),
                _ => null,
            };
            if (path is not null)
            {
                inputs.Add(new ProjectInput(spec.Name, value, await InputDigest.OfAsync(path, cancellationToken))
                {
                    Path = path,
                    IsDownloaded = value.StartsWith(Runs, StringComparison.Ordinal),
                    IsHandedAsFile = spec.Type == ParameterType.Path,
                });
            }
        }

        return inputs;
    }

    /// <summary>What the project itself has comes first: a default such as data/train.csv means that file.</summary>
    private static string? Find(string value, PlannedRun planned) => value.Length == 0 ? null : new[]
    {
        Path.GetFullPath(value, planned.Copy.Folder), Path.GetFullPath(value),
    }.FirstOrDefault(Path.Exists);

    private static string FolderFor(PlannedRun planned, string runId, string parameter) =>
        planned.Request.StorageFolder is { } storage
            ? Path.Join(Path.GetFullPath(storage), runId, parameter)
            : Path.Join(planned.Copy.Folder, FolderCopy.InputsFolder, parameter);

    private async Task<string> DownloadAsync(
        string name, string value, string folder, CancellationToken cancellationToken)
    {
        if (value[Runs.Length..].Split('/', 2) is not [{ Length: > 0 } runId, { Length: > 0 } path])
        {
            throw new ProjectException($"Parameter '{name}' is '{value}', expected runs:/run_id/path.");
        }

        try
        {
            Directory.CreateDirectory(folder);
            return await client.Artifacts.DownloadAsync(runId, path, folder, cancellationToken);
        }
        catch (TrackingClientException error)
        {
            throw new ProjectException($"Parameter '{name}': '{value}' cannot be downloaded: {error.Message}", error);
        }
    }
}
