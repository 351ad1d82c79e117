using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>
/// What the versions in the model registry are made of. Read within the transaction that removes things, so that a
/// version made a moment ago counts; it costs a millisecond per thousand versions.
/// </summary>
internal sealed class RegisteredSources
{
    private const string Select = """
        SELECT m.name, v.version, v.run_id, v.model_id, v.source, v.storage_location
        FROM model_version v JOIN registered_model m ON m.registered_key = v.registered_key WHERE v.lifecycle = 0
        """;

    private readonly Dictionary<string, string> _versionOfPart = new(StringComparer.Ordinal);
    private readonly List<(string Location, string Version)> _locations = [];

    private RegisteredSources()
    {
    }

    public static RegisteredSources Read(StoreSession session)
    {
        var sources = new RegisteredSources();
        var statement = session.Statement(Select);
        while (statement.Step())
        {
            var version = $"models:/{statement.Text(0)}/{statement.Int64(1)}";
            for (var column = 2; column <= 5; column++)
            {
                if (statement.NullableText(column) is { } text)
                {
                    sources.Add(text, version);
                }
            }
        }

        return sources;
    }

    /// <summary>The version whose run, logged model or location has this id; null when there is none.</summary>
    public string? VersionWith(string id) => _versionOfPart.GetValueOrDefault(id);

    /// <summary>The version whose files lie below a folder; null when there is none.</summary>
    public string? VersionBelow(string folder)
    {
        var prefix = folder.TrimEnd('/') + "/";
        return _locations.Find(one => one.Location.StartsWith(prefix, StringComparison.Ordinal)).Version;
    }

    private void Add(string text, string version)
    {
        // An id is a part of each location: runs:/ID/model, models:/ID, mlflow-artifacts:/1/ID/artifacts/model.
        foreach (var part in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            _versionOfPart.TryAdd(part, version);
        }

        _locations.Add((text, version));
    }
}
