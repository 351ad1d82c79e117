using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Uris;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>What the file says of models, folders of models and aliases: it is followed while the host runs.</summary>
/// <param name="files">Completes paths.</param>
internal sealed class ModelSections(Func<string, string> files)
{
    /// <summary>The keys of the root that hold what changes while the host runs.</summary>
    public static readonly string[] Keys = ["models", "repositories", "registry_aliases", "session"];

    private readonly Dictionary<(string Name, string Version), long> _lines = [];
    private OnnxSessionConfig? _session;
    private string _sessionDigest = string.Empty;
    private string _batchingDigest = string.Empty;

    public List<ServedModelConfig> Models { get; } = [];

    public List<ModelSetConfig> Sets { get; } = [];

    public void Read(ConfigSection root)
    {
        _session = SessionSection.Read(root, "session");
        _sessionDigest = root.DigestOf("session");
        _batchingDigest = root.DigestOf("batching");
        root.Each("models", ReadModel);
        root.Each("repositories", ReadRepository);
        root.Each("registry_aliases", ReadAlias);
    }

    private void ReadModel(ConfigSection section)
    {
        var versions = Versions(section);
        var uri = UriOf(section);
        var like = Like(section, uri) with { Name = section.Text("name"), Version = section.Text("version") };
        var batching = BatchingSection.Read(section, "batching");
        if (uri is FolderUri folder && section.Has("versions"))
        {
            var name = like.ExpectedName;
            Sets.Add(new(DigestOfSet(section), like, batching, (_, like) =>
                new FolderVersionsSet(folder.Path, name, versions, like)));
        }
        else
        {
            Models.Add(new(Digest(section, "lazy", "pinned"), like, batching));
        }

        CheckUnique(section, like);
    }

    private void ReadRepository(ConfigSection section)
    {
        var policy = Versions(section);
        var folder = files(section.Text("folder") ?? string.Empty);
        if (!Directory.Exists(folder) || !section.Has("folder"))
        {
            section.Fault("folder", "a folder of models");
        }

        var own = BatchingSection.Read(section, "batching");
        Sets.Add(new(DigestOfSet(section), Like(section, new FolderUri(folder)), own, (_, like) =>
            new FolderModelSet(folder, policy, like)));
    }

    private void ReadAlias(ConfigSection section)
    {
        var alias = section.Text("alias") ?? string.Empty;
        if (alias.Length == 0)
        {
            section.Fault("has no alias, expected the name of one");
        }

        var own = BatchingSection.Read(section, "batching");
        Sets.Add(new(DigestOfSet(section), Like(section, new FolderUri(".")), own, (source, like) =>
            new RegistryAliasSet(source, alias, like)));
    }

    private ServedModel Like(ConfigSection section, ModelUri uri)
    {
        int? requests = null;
        section.Within("limits", limits => requests = limits.Count("requests", 0, 100_000));
        var session = SessionSection.Read(section, "session");
        return new ServedModel(uri)
        {
            LoadsOnDemand = section.Flag("lazy") ?? false,
            IsPinned = section.Flag("pinned") ?? false,
            WarmUpRuns = section.Count("warm_up_runs", 0, 1_000) ?? 1,
            ConcurrentRequests = requests,
            Session = _session?.OverriddenBy(session) ?? session,
        };
    }

    private ModelUri UriOf(ConfigSection section)
    {
        var (uri, folder) = (section.Text("uri"), section.Text("folder"));
        if ((uri is null) == (folder is null))
        {
            section.Fault(uri is null
                ? "has no uri and no folder, expected one of them"
                : "has both uri and folder, expected one of them");
        }

        if (folder is not null)
        {
            return new FolderUri(files(folder));
        }

        if (!ModelUri.TryParse(uri ?? ".", out var parsed))
        {
            section.Fault(
                "uri", "models:/name@alias, models:/name/version, models:/m-id, runs:/run_id/path or a folder");
        }

        if (section.Has("versions") && parsed is not FolderUri)
        {
            section.Fault("versions", "to stand beside a folder; a registered version is named by its uri");
        }

        return parsed is FolderUri relative ? new FolderUri(files(relative.Path)) : parsed ?? new FolderUri(".");
    }

    private static VersionPolicy? Versions(ConfigSection section)
    {
        if (section.Text("versions") is not { } text)
        {
            return null;
        }

        try
        {
            return VersionPolicy.Parse(text);
        }
        catch (FormatException)
        {
            section.Fault("versions", "latest, latest:COUNT, all, or version numbers such as 1,3");
            return null;
        }
    }

    private void CheckUnique(ConfigSection section, ServedModel model)
    {
        var (name, version) = (model.ExpectedName, model.Version ?? $"{(model.Uri as ModelVersionUri)?.Version}");
        if (!_lines.TryAdd((name, version), section.Node.Start.Line))
        {
            section.Fault($"is served as '{name}', the same as the model of line {_lines[(name, version)]}, "
                + "expected another name");
        }
    }

    // What a set changes of the host's batching is settled when its models are found.
    private string DigestOfSet(ConfigSection section) =>
        Digest(section) + (section.Has("batching") ? _batchingDigest : string.Empty);

    private string Digest(ConfigSection section, params string[] without) => section.Digest(without) + _sessionDigest;
}
