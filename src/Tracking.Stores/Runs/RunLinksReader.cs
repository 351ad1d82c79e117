using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Runs;

/// <summary>Reads what runs are linked to: datasets, models used and models made.</summary>
internal sealed record RunLinksReader(StoreStatement Datasets, StoreStatement ModelInputs, StoreStatement Outputs)
{
    private const string SelectDatasets = """
        SELECT i.run_key, i.input_id, d.name, d.digest, d.source_type, d.source, d.schema, d.profile
        FROM run_input i JOIN dataset d ON d.dataset_id = i.dataset_id
        WHERE i.run_key IN (SELECT value FROM json_each(?)) ORDER BY i.input_id
        """;

    private const string SelectDatasetTags = """
        SELECT i.input_id, t.key_id, t.value FROM run_input i JOIN run_input_tag t ON t.input_id = i.input_id
        WHERE i.run_key IN (SELECT value FROM json_each(?)) ORDER BY i.input_id, t.key_id
        """;

    private const string SelectModelInputs = """
        SELECT run_key, model_id FROM run_model_input WHERE run_key IN (SELECT value FROM json_each(?))
        ORDER BY run_key, model_id
        """;

    private const string SelectOutputs = """
        SELECT run_key, model_id, step FROM run_output WHERE run_key IN (SELECT value FROM json_each(?))
        ORDER BY run_key, step, model_id
        """;

    /// <summary>The queries, to be run together with others.</summary>
    public static RunLinksReader Bind(StoreSession session, string runKeys) => new(
        session.Statement(SelectDatasets).Bind(1, runKeys),
        session.Statement(SelectModelInputs).Bind(1, runKeys),
        session.Statement(SelectOutputs).Bind(1, runKeys));

    public void Read(
        StoreSession session, KeyNameCache keyNames, string runKeys, Dictionary<long, RunParts> found)
    {
        ReadDatasets(session, keyNames, runKeys, found);
        while (ModelInputs.Step())
        {
            found[ModelInputs.Int64(0)].ModelInputs.Add(ModelInputs.Text(1));
        }

        while (Outputs.Step())
        {
            found[Outputs.Int64(0)].ModelOutputs.Add(new ModelOutput(Outputs.Text(1), Outputs.Int64(2)));
        }
    }

    private void ReadDatasets(
        StoreSession session, KeyNameCache keyNames, string runKeys, Dictionary<long, RunParts> found)
    {
        var tagsOfInput = new Dictionary<long, List<Tag>>();
        var statement = Datasets;
        while (statement.Step())
        {
            var tags = new List<Tag>();
            tagsOfInput.Add(statement.Int64(1), tags);
            var dataset = new Dataset(
                statement.Text(2),
                statement.Text(3),
                statement.Text(4),
                statement.Text(5),
                statement.NullableText(6),
                statement.NullableText(7));
            found[statement.Int64(0)].Datasets.Add(new DatasetInput(dataset, tags));
        }

        if (tagsOfInput.Count == 0)
        {
            return;
        }

        var tagRows = session.Statement(SelectDatasetTags).Bind(1, runKeys);
        while (tagRows.Step())
        {
            tagsOfInput[tagRows.Int64(0)].Add(
                new Tag(keyNames.NameOf(session, tagRows.Int64(1)), tagRows.Text(2)));
        }
    }
}
