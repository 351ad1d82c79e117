using System.Text.Json.Nodes;

namespace Tracking.Client.Tests;

public class EvaluationDatasetClientSpecs : ServerFixture
{
    [Fact]
    public async Task Datasets_live_from_creation_to_deletion()
    {
        var datasets = Client.EvaluationDatasets;
        var made = await datasets.CreateAsync("d", ["0"], new Dictionary<string, string> { ["team"] = "vision" });
        await datasets.SetTagsAsync(made.DatasetId!, new Dictionary<string, string> { ["a"] = "\"b\"" });
        await datasets.DeleteTagAsync(made.DatasetId!, "team");
        Assert.Equal("b", JsonNode.Parse((await datasets.GetAsync(made.DatasetId!)).Tags!)!["a"]!.GetValue<string>()
            .Trim('"'));
        await datasets.RemoveExperimentsAsync(made.DatasetId!, ["0"]);
        Assert.Empty(await datasets.GetExperimentIdsAsync(made.DatasetId!));
        await datasets.AddExperimentsAsync(made.DatasetId!, ["0"]);
        Assert.Equal(["0"], await datasets.GetExperimentIdsAsync(made.DatasetId!));
        await datasets.DeleteAsync(made.DatasetId!);
        var gone = await Assert.ThrowsAsync<TrackingClientException>(() => datasets.GetAsync(made.DatasetId!));
        Assert.Equal(TrackingClientException.ResourceDoesNotExist, gone.ErrorCode);
    }

    [Fact]
    public async Task Records_are_written_read_page_by_page_and_deleted()
    {
        var made = await Client.EvaluationDatasets.CreateAsync("d");
        var records = new JsonArray([.. Enumerable.Range(0, 1_200).Select(Record)]);
        var counts = await Client.EvaluationDatasets.UpsertRecordsAsync(made.DatasetId!, records);
        Assert.Equal((1_200, 0), (counts.InsertedCount, counts.UpdatedCount));
        var read = await Client.EvaluationDatasets.ReadRecordsAsync(made.DatasetId!).ToListAsync();
        Assert.Equal(
            Enumerable.Range(0, 1_200),
            read.Select(record => record.GetProperty("inputs").GetProperty("q").GetInt32()));
        var first = read[0].GetProperty("dataset_record_id").GetString()!;
        Assert.Equal(1, await Client.EvaluationDatasets.DeleteRecordsAsync(made.DatasetId!, [first]));
    }

    [Fact]
    public async Task Searches_walk_all_pages()
    {
        for (var number = 0; number < 60; number++)
            await Client.EvaluationDatasets.CreateAsync($"d{number:00}");
        var found = await Client.EvaluationDatasets.SearchAsync(filter: "name LIKE 'd%'", orderBy: ["name ASC"])
            .Select(dataset => dataset.Name)
            .ToListAsync();
        Assert.Equal(Enumerable.Range(0, 60).Select(number => $"d{number:00}"), found);
    }

    private static JsonNode Record(int number) => new JsonObject { ["inputs"] = new JsonObject { ["q"] = number } };
}
