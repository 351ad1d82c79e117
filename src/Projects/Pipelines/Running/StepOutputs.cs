using System.Text.Json;
using Tracking.Artifacts;
using Tracking.Client;
using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Definition;
using Tracking.Projects.Pipelines.Reuse;
using Tracking.Projects.Sources;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>Keeps what a step leaves in its working copy, and makes sure that every output is there.</summary>
internal sealed class StepOutputs(TrackingClient client)
{
    /// <summary>The digest of each output by its artifact's path; the run says that all are there.</summary>
    /// <exception cref="ProjectException">The step did not leave an output.</exception>
    public async Task<IReadOnlyDictionary<string, string>> KeepAsync(
        DueOutputs step, WorkingCopy copy, string runId, CancellationToken cancellationToken)
    {
        var digests = await UploadAsync(step, copy, runId, cancellationToken);
        // Last, and only now: without it the run is not reused.
        await client.Runs.SetTagAsync(
            runId,
            StepHistory.OutputsTag,
            JsonSerializer.Serialize(digests, StepTagsJson.Default.DictionaryStringString),
            cancellationToken);
        return digests;
    }

    private async Task<Dictionary<string, string>> UploadAsync(
        DueOutputs step, WorkingCopy copy, string runId, CancellationToken cancellationToken)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in step.Outputs)
        {
            var folder = Directory.CreateTempSubdirectory("tracking-outputs-").FullName;
            try
            {
                digests.Add(output.Artifact, output.File is { } file
                    ? await UploadAsync(output, FileOf(step, copy, file), folder, runId, cancellationToken)
                    : await DownloadAsync(step, output, folder, runId, cancellationToken));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return digests;
    }

    private static string FileOf(DueOutputs step, WorkingCopy copy, string file)
    {
        try
        {
            return ProjectPath.Resolve(copy.Folder, file);
        }
        catch (ProjectException error)
        {
            throw new ProjectException($"Step '{step.Step}' ended well and left no output: {error.Message}", error);
        }
    }

    private async Task<string> UploadAsync(
        StepOutput output, string source, string folder, string runId, CancellationToken cancellationToken)
    {
        var (above, name) = Split(output.Artifact);
        if (Directory.Exists(source))
        {
            await client.Artifacts.UploadFolderAsync(runId, source, output.Artifact, cancellationToken);
        }
        else
        {
            // An upload keeps the file's name, and the artifact may have another.
            var named = Path.GetFileName(source) == name ? source : Path.Join(folder, name);
            if (named != source)
            {
                File.Copy(source, named);
            }

            await client.Artifacts.UploadFileAsync(runId, named, above, cancellationToken);
        }

        return await ContentDigest.OfPathAsync(source, cancellationToken);
    }

    private async Task<string> DownloadAsync(
        DueOutputs step, StepOutput output, string folder, string runId, CancellationToken cancellationToken)
    {
        try
        {
            var file = await client.Artifacts.DownloadAsync(runId, output.Artifact, folder, cancellationToken);
            return await ContentDigest.OfPathAsync(file, cancellationToken);
        }
        catch (Exception error) when (error is TrackingClientException or InvalidArtifactPathException)
        {
            throw new ProjectException(
                $"Step '{step.Step}' ended well and left no artifact '{output.Artifact}': {error.Message}", error);
        }
    }

    private static (string? Above, string Name) Split(string artifact)
    {
        var slash = artifact.LastIndexOf('/');
        return slash < 0 ? (null, artifact) : (artifact[..slash], artifact[(slash + 1)..]);
    }
}

/// <summary>What a step must leave.</summary>
/// <param name="Step">Its name, for messages.</param>
/// <param name="Outputs">The artifacts.</param>
internal sealed record DueOutputs(string Step, IReadOnlyList<StepOutput> Outputs);
