using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Protection;

namespace Tracking.Serving;

/// <summary>Who may call a serve host. Without any key everybody may.</summary>
public sealed record ServingAccess
{
    private const int ShortestKey = 8;

    /// <summary>Keys that may score and read metadata, each of at least 8 characters.</summary>
    public IReadOnlyList<string> PredictKeys { get; init; } = [];

    /// <summary>Keys that may do everything, each of at least 8 characters.</summary>
    public IReadOnlyList<string> AdminKeys { get; init; } = [];

    /// <summary>
    /// What a group of endpoints needs in place of its usual: inference and metadata predict, repository and
    /// statistics admin, health and docs nothing. <see cref="ServingRole.Off"/> holds without keys too.
    /// </summary>
    public IReadOnlyDictionary<EndpointGroup, ServingRole> Groups { get; init; } =
        new Dictionary<EndpointGroup, ServingRole>();

    /// <summary>This with the keys of a file besides.</summary>
    /// <param name="path">
    /// Lines <c>predict:KEY</c> or <c>admin:KEY</c>; empty ones and # are left out. A running host follows the file.
    /// </param>
    /// <exception cref="ServingException">It cannot be read, or a line is neither; no key is shown.</exception>
    public ServingAccess WithKeysOf(string path)
    {
        var file = KeysFile.Read(path);
        return this with
        {
            PredictKeys = [.. PredictKeys, .. file.Predict],
            AdminKeys = [.. AdminKeys, .. file.Admin],
            Files = [.. Files, file],
        };
    }

    /// <summary>This with the keys of a file in place of all that it has.</summary>
    /// <param name="path">As of <see cref="WithKeysOf"/>.</param>
    /// <exception cref="ServingException">It cannot be read, or a line is neither; no key is shown.</exception>
    public ServingAccess WithOnlyKeysOf(string path) =>
        (this with { PredictKeys = [], AdminKeys = [], Files = [] }).WithKeysOf(path);

    /// <summary>The files that keys were read from; a host follows what they hold.</summary>
    internal IReadOnlyList<KeysFile> Files { get; private init; } = [];

    /// <summary>This with what the same files hold by now.</summary>
    internal ServingAccess WithFiles(IReadOnlyList<KeysFile> files) => this with
    {
        PredictKeys = With(PredictKeys, file => file.Predict, files),
        AdminKeys = With(AdminKeys, file => file.Admin, files),
        Files = files,
    };

    internal bool HasKeys => PredictKeys.Count + AdminKeys.Count > 0;

    internal IEnumerable<string> Problems()
    {
        // A key itself is never shown.
        if (PredictKeys.Concat(AdminKeys).Any(key => key.Length < ShortestKey || key.Any(char.IsWhiteSpace)))
        {
            yield return $"an API key has white space or fewer than {ShortestKey} characters";
        }

        foreach (var (group, role) in Groups)
        {
            if (!HasKeys && role is ServingRole.Predict or ServingRole.Admin)
            {
                yield return $"{group} needs the role {role}, but there are no API keys";
            }
        }
    }

    // One that is stated besides stays when the files lose it.
    private List<string> With(
        IReadOnlyList<string> keys, Func<KeysFile, IReadOnlyList<string>> of, IReadOnlyList<KeysFile> files)
    {
        var rest = keys.ToList();
        foreach (var key in Files.SelectMany(of))
        {
            rest.Remove(key);
        }

        return [.. rest, .. files.SelectMany(of)];
    }
}

/// <summary>What a caller must be.</summary>
public enum ServingRole
{
    /// <summary>Anybody.</summary>
    Open,

    /// <summary>One who has a predict or an admin key.</summary>
    Predict,

    /// <summary>One who has an admin key.</summary>
    Admin,

    /// <summary>Nobody: the endpoints answer as if they did not exist.</summary>
    Off,
}

/// <summary>Endpoints that are restricted together, whatever their protocol.</summary>
public enum EndpointGroup
{
    /// <summary>Liveness and readiness.</summary>
    Health,

    /// <summary>Scoring.</summary>
    Inference,

    /// <summary>What the models and the server are, with <c>/openapi.json</c>.</summary>
    Metadata,

    /// <summary>Loading, unloading and listing of models.</summary>
    Repository,

    /// <summary>Statistics of models and <c>/metrics</c>.</summary>
    Statistics,

    /// <summary>The page <c>/docs</c>.</summary>
    Docs,
}
