using Tracking.Core.Registry;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Registry;

/// <summary>Reads whole registered models, with tags, aliases and latest versions, within one snapshot.</summary>
internal sealed class RegisteredModelHydrator(KeyNameCache keyNames, ModelVersionHydrator versions)
{
    private const string SelectModels = """
        SELECT registered_key, name, description, created_ms, updated_ms FROM registered_model
        WHERE registered_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectTags = """
        SELECT registered_key, key_id, value FROM registered_model_tag
        WHERE registered_key IN (SELECT value FROM json_each(?))
        """;

    private const string SelectAliases = """
        SELECT registered_key, alias, version FROM registered_model_alias
        WHERE registered_key IN (SELECT value FROM json_each(?)) ORDER BY registered_key, alias
        """;

    /// <summary>The models in the order of the keys; keys that do not exist are left out.</summary>
    public IReadOnlyList<RegisteredModel> Hydrate(StoreSession session, IReadOnlyList<long> modelKeys)
    {
        var json = JsonKeys.Of(modelKeys);
        var tags = KeyedTags.Read(session, keyNames, session.Statement(SelectTags).Bind(1, json));
        var aliases = ReadAliases(session, json);
        var latest = ReadLatest(session, json);
        var found = new Dictionary<long, RegisteredModel>(modelKeys.Count);
        var statement = session.Statement(SelectModels).Bind(1, json);
        while (statement.Step())
        {
            var key = statement.Int64(0);
            var model = new RegisteredModel(
                statement.Text(1), statement.NullableText(2), statement.Int64(3), statement.Int64(4));
            found.Add(key, model with
            {
                Tags = tags.GetValueOrDefault(key) ?? [],
                Aliases = [.. aliases[key]],
                LatestVersions = [.. latest[key]],
            });
        }

        return [.. modelKeys.Where(found.ContainsKey).Select(key => found[key])];
    }

    private static ILookup<long, ModelAlias> ReadAliases(StoreSession session, string json)
    {
        var aliases = new List<(long Model, ModelAlias Alias)>();
        var statement = session.Statement(SelectAliases).Bind(1, json);
        while (statement.Step())
        {
            aliases.Add((statement.Int64(0), new ModelAlias(statement.Text(1), statement.Int32(2))));
        }

        return aliases.ToLookup(a => a.Model, a => a.Alias);
    }

    private ILookup<long, ModelVersion> ReadLatest(StoreSession session, string json)
    {
        var keys = new List<(long Model, long Version)>();
        var statement = session.Statement(RegistrySql.SelectLatest).Bind(1, json);
        while (statement.Step())
        {
            keys.Add((statement.Int64(0), statement.Int64(1)));
        }

        var hydrated = versions.Hydrate(session, [.. keys.Select(k => k.Version)]);
        return keys.Zip(hydrated).ToLookup(pair => pair.First.Model, pair => pair.Second);
    }
}
