using Tracking.Core;
using Tracking.Core.Experiments;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Experiments;

/// <summary>Reads whole experiments, tags included, within one snapshot.</summary>
internal sealed class ExperimentHydrator(KeyNameCache keyNames)
{
    private const string SelectExperiments = """
        SELECT experiment_id, name, artifact_location, lifecycle, created_ms, updated_ms
        FROM experiment WHERE experiment_id IN (SELECT value FROM json_each(?))
        """;

    private const string SelectTags = """
        SELECT experiment_id, key_id, value FROM experiment_tag
        WHERE experiment_id IN (SELECT value FROM json_each(?)) ORDER BY experiment_id, key_id
        """;

    /// <summary>The experiments in the order of the ids; ids that do not exist are left out.</summary>
    public IReadOnlyList<Experiment> Hydrate(StoreSession session, IReadOnlyList<long> ids)
    {
        var json = JsonKeys.Of(ids);
        var tags = ReadTags(session, json);
        var found = new Dictionary<long, Experiment>(ids.Count);
        var statement = session.Statement(SelectExperiments).Bind(1, json);
        while (statement.Step())
        {
            var experiment = new Experiment(
                statement.Int64(0),
                statement.Text(1),
                statement.Text(2),
                (LifecycleStage)statement.Int32(3),
                statement.Int64(4),
                statement.Int64(5));
            found.Add(experiment.Id, experiment with { Tags = tags.GetValueOrDefault(experiment.Id) ?? [] });
        }

        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private Dictionary<long, List<Tag>> ReadTags(StoreSession session, string json)
    {
        var tags = new Dictionary<long, List<Tag>>();
        var statement = session.Statement(SelectTags).Bind(1, json);
        while (statement.Step())
        {
            var experiment = statement.Int64(0);
            if (!tags.TryGetValue(experiment, out var list))
            {
                tags.Add(experiment, list = []);
            }

            list.Add(new Tag(keyNames.NameOf(session, statement.Int64(1)), statement.Text(2)));
        }

        return tags;
    }
}
