using Tracking.Core.EvaluationDatasets;

namespace Tracking.Stores.Contract.EvaluationDatasets;

/// <summary>What every store does with the records of a dataset.</summary>
public abstract class DatasetRecordSpecs : DatasetSpecs
{
    [Fact]
    public async Task Records_are_read_in_the_order_in_which_they_came()
    {
        var dataset = await CreateAsync("d");
        await UpsertAsync(dataset, """[{"inputs":{"q":2}},{"inputs":{"q":1}}]""");
        await UpsertAsync(dataset, """[{"inputs":{"q":3}},{"inputs":{"q":1},"outputs":"o"}]""");

        var first = await Rig.EvaluationDatasets.GetRecordsAsync(dataset.DatasetId, 2, null, Deadline);
        var second = await Rig.EvaluationDatasets.GetRecordsAsync(
            dataset.DatasetId, 2, first.NextPageToken, Deadline);

        Assert.Equal(["""{"q":2}""", """{"q":1}"""], first.Items.Select(record => record.Content.InputsJson));
        Assert.Equal(["""{"q":3}"""], second.Items.Select(record => record.Content.InputsJson));
        Assert.Null(second.NextPageToken);
    }

    [Fact]
    public async Task A_record_with_known_inputs_is_merged_into_the_one_that_is_there()
    {
        var dataset = await CreateAsync("d");
        await UpsertAsync(
            dataset,
            """
            [{"inputs":{"a":1,"b":2},"expectations":{"x":1,"y":1},"tags":{"t":"1","mlflow.user":"ann"},
              "source":{"source_type":"HUMAN","source_data":{}}}]
            """);
        var counts = await UpsertAsync(
            dataset, """[{"inputs":{"b":2,"a":1},"expectations":{"y":2},"outputs":[1]}]""", user: "bob");

        Assert.Equal(new UpsertedRecords(0, 1), counts);
        var record = Assert.Single(await RecordsOfAsync(dataset));
        Assert.Equal("""{"x":1,"y":2}""", record.Content.ExpectationsJson);
        Assert.Equal("[1]", record.Content.OutputsJson);
        Assert.Equal("""{"t":"1","mlflow.user":"ann"}""", record.Content.TagsJson);
        Assert.Equal(("ann", "bob"), (record.Content.User, record.UpdatedBy));
        Assert.True(record.UpdatedMs > record.CreatedMs);
    }

    [Fact]
    public async Task Schema_profile_and_digest_follow_the_records()
    {
        var dataset = await CreateAsync("d");
        await UpsertAsync(dataset, """[{"inputs":{"q":"x"},"expectations":{"a":1.5}},{"inputs":{"n":null}}]""", "eve");

        var changed = await GetAsync(dataset);

        Assert.Equal(
            """{"inputs":{"q":"string","n":"null"},"outputs":{},"expectations":{"a":"float"},"version":"1.0"}""",
            changed.SchemaJson);
        Assert.Equal("""{"num_records": 2}""", changed.ProfileJson);
        Assert.NotEqual(dataset.Digest, changed.Digest);
        Assert.Equal(EvaluationDatasetRules.DigestOf("d", changed.UpdatedMs), changed.Digest);
        Assert.Equal("eve", changed.UpdatedBy);
    }

    [Fact]
    public async Task Deleted_records_are_counted_and_leave_the_profile()
    {
        var dataset = await CreateAsync("d");
        await UpsertAsync(dataset, """[{"inputs":{"q":1}},{"inputs":{"q":2}}]""");
        var records = await RecordsOfAsync(dataset);

        var deleted = await Rig.EvaluationDatasets.DeleteRecordsAsync(
            dataset.DatasetId, [records[0].RecordId, "dr-none"], Deadline);

        Assert.Equal(1, deleted);
        Assert.Equal(records[1].RecordId, Assert.Single(await RecordsOfAsync(dataset)).RecordId);
        Assert.Equal("""{"num_records": 1}""", (await GetAsync(dataset)).ProfileJson);
    }

    [Fact]
    public async Task Records_of_one_dataset_are_not_those_of_another()
    {
        var one = await CreateAsync("d");
        var other = await CreateAsync("d");
        await UpsertAsync(one, """[{"inputs":{"q":1}}]""");
        await UpsertAsync(other, """[{"inputs":{"q":1}}]""");
        var record = Assert.Single(await RecordsOfAsync(one));

        Assert.Equal(
            0, await Rig.EvaluationDatasets.DeleteRecordsAsync(other.DatasetId, [record.RecordId], Deadline));
        Assert.Single(await RecordsOfAsync(other));
    }

    [Fact]
    public async Task Writers_at_once_insert_each_record_once()
    {
        var dataset = await CreateAsync("d");
        const string Records = """[{"inputs":{"q":1}},{"inputs":{"q":2}},{"inputs":{"q":3}}]""";

        var counts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UpsertAsync(dataset, Records)));

        Assert.Equal((3, 15), (counts.Sum(count => count.Inserted), counts.Sum(count => count.Updated)));
        Assert.Equal("""{"num_records": 3}""", (await GetAsync(dataset)).ProfileJson);
    }
}
