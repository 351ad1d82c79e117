using Tracking.Core.EvaluationDatasets;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.EvaluationDatasets;

/// <summary>Reads whole datasets with their tags, but without their records, within one snapshot.</summary>
internal sealed class EvaluationDatasetHydrator(KeyNameCache keyNames)
{
    /// <summary>The datasets in the order of the keys; keys that do not exist are left out.</summary>
    public IReadOnlyList<EvaluationDataset> Hydrate(StoreSession session, IReadOnlyList<long> keys)
    {
        var json = JsonKeys.Of(keys);
        var tags = KeyedTags.Read(
            session, keyNames, session.Statement(EvaluationDatasetSql.SelectTags).Bind(1, json));
        var found = new Dictionary<long, EvaluationDataset>(keys.Count);
        var row = session.Statement(EvaluationDatasetSql.SelectAll).Bind(1, json);
        while (row.Step())
        {
            var key = row.Int64(0);
            found.Add(key, new EvaluationDataset(row.Text(1), row.Text(2), row.Text(3), row.Int64(4), row.Int64(5))
            {
                SchemaJson = row.NullableText(6),
                ProfileJson = row.NullableText(7),
                CreatedBy = row.NullableText(8),
                UpdatedBy = row.NullableText(9),
                Tags = tags.GetValueOrDefault(key) ?? [],
            });
        }

        return [.. keys.Where(found.ContainsKey).Select(key => found[key])];
    }
}
