using Tracking.Core.Registry;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Registry;

/// <summary>Reads whole versions, tags and aliases included, within one snapshot.</summary>
internal sealed class ModelVersionHydrator(KeyNameCache keyNames)
{
    private const string SelectVersions = """
        SELECT v.version_key, m.name, v.version, v.stage, v.description, v.source, v.run_id, v.run_link, v.model_id,
          v.created_ms, v.updated_ms, v.user_id, v.storage_location
        FROM model_version v JOIN registered_model m ON m.registered_key = v.registered_key
        WHERE v.version_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectTags = """
        SELECT version_key, key_id, value FROM model_version_tag
        WHERE version_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectAliases = """
        SELECT v.version_key, a.alias FROM model_version v
        JOIN registered_model_alias a ON a.registered_key = v.registered_key AND a.version = v.version
        WHERE v.version_key IN (SELECT value FROM json_each(?)) ORDER BY a.alias
        """;

    /// <summary>The versions in the order of the keys; keys that do not exist are left out.</summary>
    public IReadOnlyList<ModelVersion> Hydrate(StoreSession session, IReadOnlyList<long> versionKeys)
    {
        var json = JsonKeys.Of(versionKeys);
        var tags = KeyedTags.Read(session, keyNames, session.Statement(SelectTags).Bind(1, json));
        var aliases = ReadAliases(session, json);
        var found = new Dictionary<long, ModelVersion>(versionKeys.Count);
        var statement = session.Statement(SelectVersions).Bind(1, json);
        while (statement.Step())
        {
            var key = statement.Int64(0);
            found.Add(key, Read(statement) with
            {
                Tags = tags.GetValueOrDefault(key) ?? [],
                Aliases = [.. aliases[key]],
            });
        }

        return [.. versionKeys.Where(found.ContainsKey).Select(key => found[key])];
    }

    private static ILookup<long, string> ReadAliases(StoreSession session, string json)
    {
        var aliases = new List<(long Version, string Alias)>();
        var statement = session.Statement(SelectAliases).Bind(1, json);
        while (statement.Step())
        {
            aliases.Add((statement.Int64(0), statement.Text(1)));
        }

        return aliases.ToLookup(a => a.Version, a => a.Alias);
    }

    private static ModelVersion Read(StoreStatement row) => new(
        row.Text(1),
        row.Int32(2),
        (ModelStage)row.Int32(3),
        row.NullableText(4),
        row.Text(5),
        row.NullableText(6),
        row.NullableText(7),
        row.NullableText(8),
        row.Int64(9),
        row.Int64(10))
    {
        UserId = row.NullableText(11),
        StorageLocation = row.NullableText(12),
    };
}
