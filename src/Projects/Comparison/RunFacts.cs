using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tracking.Client;
using Tracking.Contracts.Runs;
using Tracking.Projects.Records;

namespace Tracking.Projects.Comparison;

/// <summary>All that is known of a run, by section; disposing deletes the files of its record.</summary>
internal sealed class RunFacts : IDisposable
{
    private readonly Run _run;
    private readonly RecordFolder _folder;

    private readonly string _lock;

    private RunFacts(Run run, RecordFolder folder, string lockText)
    {
        _run = run;
        _folder = folder;
        _lock = lockText;
    }

    /// <summary>Null for a run that is not of a project.</summary>
    public LaunchRecord? Record { get; private init; }

    /// <summary>Changes since the commit; null when there were none.</summary>
    public string? Patch { get; private init; }

    /// <summary>The kept sources of a project outside git; null when there are none.</summary>
    public string? SourceArchive => Find(_folder, LaunchRecord.SourceName);

    public IReadOnlyDictionary<string, string> Code => Facts(
        ("project", Record?.ProjectUri ?? Tag("mlflow.source.name")),
        ("entry point", Record?.EntryPoint ?? Tag("mlflow.project.entryPoint")),
        ("folder", Record?.Folder),
        ("git commit", Record?.GitCommit ?? Tag("mlflow.source.git.commit")),
        ("git branch", Tag("mlflow.source.git.branch")),
        ("git repository", Record?.GitRepositoryUrl ?? Tag("mlflow.source.git.repoURL")),
        ("changes since the commit", Patch is { } patch ? DigestOf(patch) : null),
        ("source digest", Record?.SourceDigest));

    public IReadOnlyDictionary<string, string> Data => Merged(
        (Record?.Inputs ?? []).Select(input => KeyValuePair.Create(
            $"parameter {input.Parameter}", input.Digest is { } digest ? $"sha256:{digest}" : input.Value)),
        (_run.Inputs?.DatasetInputs ?? []).Select(input => KeyValuePair.Create(
            $"dataset {ContextOf(input)}{input.Dataset?.Name}", input.Dataset?.Digest ?? "")));

    public IReadOnlyDictionary<string, string> Params => Merged(
        (_run.Data?.Params ?? []).Select(param => KeyValuePair.Create(param.Key!, param.Value ?? "")));

    public IReadOnlyDictionary<string, string> Environment => Merged(
        Facts(
            ("manager", Record?.EnvironmentManager ?? Tag("mlflow.project.env")),
            ("backend", Tag("mlflow.project.backend")),
            ("image", Tag("mlflow.docker.image.uri")),
            ("image id", Tag("mlflow.docker.image.id"))),
        LockVersions.Of(_lock));

    public IReadOnlyDictionary<string, string> Results => Merged(
        Facts(("status", _run.Info?.Status?.ToString().ToUpperInvariant())),
        (_run.Data?.Metrics ?? []).Select(metric => KeyValuePair.Create(
            $"metric {metric.Key}", metric.Value?.ToString("R", CultureInfo.InvariantCulture) ?? "")));

    /// <summary>Those of people: what systems write is told in the other sections.</summary>
    public IReadOnlyDictionary<string, string> Tags => Merged((_run.Data?.Tags ?? [])
        .Where(tag => !tag.Key!.StartsWith("mlflow.", StringComparison.Ordinal)
            && !tag.Key.StartsWith("tracking.", StringComparison.Ordinal))
        .Select(tag => KeyValuePair.Create(tag.Key!, tag.Value ?? "")));

    /// <exception cref="TrackingClientException">The run is not there.</exception>
    public static async Task<RunFacts> ReadAsync(
        TrackingClient client, string runId, CancellationToken cancellationToken)
    {
        var run = await client.Runs.GetAsync(runId, cancellationToken);
        var folder = new RecordFolder();
        try
        {
            var hasRecord = false;
            await foreach (var file in client.Artifacts.ListAsync(runId, null, cancellationToken))
            {
                hasRecord |= file.Path == LaunchRecord.ArtifactFolder;
            }

            if (hasRecord)
            {
                await client.Artifacts.DownloadAsync(
                    runId, LaunchRecord.ArtifactFolder, folder.Path, cancellationToken);
            }

            return new RunFacts(
                run, folder, await TextOfAsync(folder, LaunchRecord.LockName, cancellationToken) ?? "")
            {
                Record = await ReadRecordAsync(folder, cancellationToken),
                Patch = await TextOfAsync(folder, LaunchRecord.PatchName, cancellationToken),
            };
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<LaunchRecord?> ReadRecordAsync(RecordFolder folder, CancellationToken cancellationToken)
    {
        var file = Find(folder, LaunchRecord.FileName);
        if (file is null)
        {
            return null;
        }

        try
        {
            await using var content = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync(content, RecordJson.Default.LaunchRecord, cancellationToken);
        }
        catch (JsonException)
        {
            // Not ours: somebody's artifact of the same name.
            return null;
        }
    }

    private static string? Find(RecordFolder folder, string name) =>
        Directory.EnumerateFiles(folder.Path, name, SearchOption.AllDirectories).FirstOrDefault();

    private static async Task<string?> TextOfAsync(
        RecordFolder folder, string name, CancellationToken cancellationToken) =>
        Find(folder, name) is { } file ? await File.ReadAllTextAsync(file, cancellationToken) : null;

    private string? Tag(string key) => _run.Data?.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    private static string ContextOf(DatasetInput input) =>
        input.Tags?.FirstOrDefault(tag => tag.Key == "mlflow.data.context")?.Value is { Length: > 0 } context
            ? context + " "
            : "";

    private static string DigestOf(string text) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static Dictionary<string, string> Facts(params (string Key, string? Value)[] facts) =>
        Merged(facts.Where(fact => !string.IsNullOrEmpty(fact.Value))
            .Select(fact => KeyValuePair.Create(fact.Key, fact.Value!)));

    /// <summary>Of several values of one key the first counts.</summary>
    private static Dictionary<string, string> Merged(params IEnumerable<KeyValuePair<string, string>>[] parts)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in parts.SelectMany(part => part))
        {
            all.TryAdd(key, value);
        }

        return all;
    }
}
