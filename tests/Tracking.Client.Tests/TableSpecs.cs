using System.Text.Json.Serialization;
using Tracking.Client.Runs;

namespace Tracking.Client.Tests;

public sealed partial class TableSpecs : ServerFixture
{
    [Fact]
    public async Task A_table_is_written_and_listed_as_mlflow_does()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogTableAsync(
            new Dictionary<string, IReadOnlyList<object?>> { ["a"] = [1, 2], ["b"] = ["x", "y"] }, "table.json");
        Assert.Equal("""{"columns":["a","b"],"data":[[1,"x"],[2,"y"]]}""", await ReadAsync(run, "table.json"));
        Assert.Equal("""[{"path": "table.json", "type": "table"}]""", await ListAsync(run));
    }

    [Fact]
    public async Task Rows_are_added_and_new_columns_too()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogTableAsync([new Row(1, 0.5)], RowJson.Default.Row, "deep/t.json");
        await Task.WhenAll(Enumerable.Range(2, 3).Select(epoch => run.LogTableAsync(
            new Dictionary<string, IReadOnlyList<object?>> { ["epoch"] = [epoch], ["note"] = [double.NaN] },
            "deep/t.json")));
        Assert.Equal(
            """{"columns":["epoch","loss","note"],"data":[[1,0.5,null],[2,null,null],[3,null,null],[4,null,null]]}""",
            await ReadAsync(run, "deep/t.json"));
        await run.LogTableAsync([new Row(1, 0.5)], RowJson.Default.Row, "other.json");
        Assert.Equal("""[{"path": "deep/t.json", "type": "table"}, {"path": "other.json", "type": "table"}]""",
            await ListAsync(run));
    }

    [Fact]
    public async Task A_resumed_run_adds_to_its_table()
    {
        var run = await Client.StartRunAsync();
        await run.LogTableAsync([new Row(1, 0.5)], RowJson.Default.Row, "t.json");
        await run.DisposeAsync();
        await using var again = await Client.StartRunAsync(new StartRunOptions { RunId = run.Id });
        await again.LogTableAsync([new Row(2, 0.25)], RowJson.Default.Row, "t.json");
        Assert.Equal("""{"columns":["epoch","loss"],"data":[[1,0.5],[2,0.25]]}""", await ReadAsync(again, "t.json"));
    }

    [Fact]
    public async Task What_is_no_table_is_refused_and_left_alone()
    {
        await using var run = await Client.StartRunAsync();
        var uneven = new Dictionary<string, IReadOnlyList<object?>> { ["a"] = [1, 2], ["b"] = [1] };
        var error = Assert.Throws<ArgumentException>(() => { _ = run.LogTableAsync(uneven, "t.json"); });
        Assert.Equal("The column 'b' has 1 values, 'a' has 2", error.Message);
        await run.LogTextAsync("[1]", "no.json");
        var refused = await Assert.ThrowsAsync<TrackingClientException>(
            () => run.LogTableAsync([new Row(1, 1)], RowJson.Default.Row, "no.json"));
        Assert.Contains("'no.json' is no table to add to", refused.Message, StringComparison.Ordinal);
        Assert.Equal("[1]", await ReadAsync(run, "no.json"));
    }

    [Fact]
    public async Task A_list_that_would_not_fit_into_a_tag_stays_whole()
    {
        await using var run = await Client.StartRunAsync();
        // 205 entries of 39 characters: 7,995 with the brackets, so that one more is too much.
        var entries = Enumerable.Range(0, 205).Select(i => $$"""{"path": "{{i:000}}.json", "type": "table"}""");
        var full = $"[{string.Join(", ", entries)}]";
        await run.SetTagAsync("mlflow.loggedArtifacts", full);
        await run.LogTableAsync([new Row(1, 1)], RowJson.Default.Row, "one/more.json");
        Assert.Equal(full, await ListAsync(run));
    }

    private async Task<string> ReadAsync(ActiveRun run, string file) => await File.ReadAllTextAsync(
        await Client.Artifacts.DownloadAsync(run.Id, file, Folder[Guid.NewGuid().ToString("N")]));

    private async Task<string> ListAsync(ActiveRun run) => (await Client.Runs.GetAsync(run.Id))
        .Data!.Tags!.Single(tag => tag.Key == "mlflow.loggedArtifacts").Value!;

    internal sealed record Row(int Epoch, double Loss);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Row))]
    internal sealed partial class RowJson : JsonSerializerContext;
}
