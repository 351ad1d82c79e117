using System.Text.Json.Serialization;
using Tracking.Client.Datasets;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Tests;

public sealed partial class InputSpecs : ServerFixture
{
    [Fact]
    public async Task A_csv_file_is_recorded_with_schema_profile_and_digest()
    {
        var file = Folder.Write("train.csv", "x,y,name,ok,gap\n1,0.5,\"a,\"\"b\"\"\nc\",true,\n2,3,d,FALSE,7\n");
        var dataset = await LoggedDataset.FromCsvAsync(file);
        await using var run = await Client.StartRunAsync();
        await run.LogInputAsync(dataset, "train", new Dictionary<string, string> { ["split"] = "80" });
        var input = await InputAsync(run.Id);
        Assert.Equal([("mlflow.data.context", "train"), ("split", "80")],
            input.Tags!.Select(tag => (tag.Key!, tag.Value!)).Order());
        Assert.Equal(("train", "local", $$"""{"uri": "{{file}}"}"""),
            (input.Dataset!.Name, input.Dataset.SourceType, input.Dataset.Source));
        Assert.Equal("""{"mlflow_colspec": [{"type": "long", "name": "x", "required": true}, """
            + """{"type": "double", "name": "y", "required": true}, """
            + """{"type": "string", "name": "name", "required": true}, """
            + """{"type": "boolean", "name": "ok", "required": true}, """
            + """{"type": "long", "name": "gap", "required": false}]}""", input.Dataset.Schema);
        Assert.Equal("""{"num_rows": 2, "num_elements": 10}""", input.Dataset.Profile);
        Assert.Matches("^[0-9a-f]{32}$", input.Dataset.Digest);
    }

    [Fact]
    public async Task The_digest_follows_the_content_alone()
    {
        var first = await LoggedDataset.FromCsvAsync(Folder.Write("a.csv", "x\n1\n"));
        var same = await LoggedDataset.FromCsvAsync(Folder.Write("b.csv", "x\n1\n"));
        var other = await LoggedDataset.FromCsvAsync(Folder.Write("c.csv", "x\n2\n"));
        Assert.Equal(first.Digest, same.Digest);
        Assert.NotEqual(first.Digest, other.Digest);
    }

    [Theory]
    [InlineData("", "is empty; expected a header")]
    [InlineData("a,b\n1\n", "has 1 values; its header has 2")]
    [InlineData("a\n\"1", "quote is not closed")]
    public async Task A_broken_csv_file_is_told(string content, string problem)
    {
        var error = await Assert.ThrowsAsync<FormatException>(
            () => LoggedDataset.FromCsvAsync(Folder.Write("x.csv", content)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_and_arrays_in_memory_are_recorded_as_made_by_this_program()
    {
        await using var run = await Client.StartRunAsync();
        var records = LoggedDataset.FromRecords(
            [new Flower(1.5, 2, "a", null), new Flower(2, 3, "b", 4)], FlowerJson.Default.Flower, "iris");
        await run.LogInputAsync(records, "eval");
        var input = await InputAsync(run.Id);
        Assert.Equal(("iris", "code"), (input.Dataset!.Name, input.Dataset.SourceType));
        Assert.Contains("\"mlflow.user\": ", input.Dataset.Source!, StringComparison.Ordinal);
        Assert.Equal("""{"mlflow_colspec": [{"type": "double", "name": "Width", "required": true}, """
            + """{"type": "long", "name": "Petals", "required": true}, """
            + """{"type": "string", "name": "Name", "required": true}, """
            + """{"type": "long", "name": "Age", "required": false}]}""", input.Dataset.Schema);
        Assert.Equal("""{"num_rows": 2, "num_elements": 8}""", input.Dataset.Profile);
    }

    [Fact]
    public void Arrays_are_described_as_mlflow_describes_numpys()
    {
        var dataset = LoggedDataset.FromArray<double>([1, 2, 3, 4], [2, 2], name: "np");
        Assert.Equal("""{"mlflow_tensorspec": {"features": "[{\"type\": \"tensor\", \"tensor-spec\": """
            + """{\"dtype\": \"float64\", \"shape\": [-1, 2]}}]", "targets": null}}""", dataset.Schema);
        Assert.Equal("""{"features_shape": [2, 2], "features_size": 4, "features_nbytes": 32}""", dataset.Profile);
        var labelled = LoggedDataset.FromArray<double>([1, 2, 3, 4], [2, 2], [0, 1]);
        Assert.EndsWith("\"targets_shape\": [2], \"targets_size\": 2, \"targets_nbytes\": 16}", labelled.Profile,
            StringComparison.Ordinal);
        Assert.NotEqual(dataset.Digest, LoggedDataset.FromArray<double>([1, 2, 3, 4], [4, 1]).Digest);
        Assert.Throws<ArgumentException>(() => LoggedDataset.FromArray<double>([1], [2]));
    }

    [Fact]
    public async Task A_folder_is_known_by_the_names_and_contents_of_its_files()
    {
        Folder.Write("data/a/1.bin", "12");
        Folder.Write("data/b.bin", "3");
        var before = await LoggedDataset.FromFolderAsync(Folder["data"]);
        Assert.Equal(("data", """{"num_files": 2, "num_bytes": 3}"""), (before.Name, before.Profile));
        Folder.Write("data/b.bin", "4");
        var changed = await LoggedDataset.FromFolderAsync(Folder["data"]);
        Assert.NotEqual(before.Digest, changed.Digest);
        File.Move(Folder["data", "b.bin"], Folder["data", "c.bin"]);
        Assert.NotEqual(changed.Digest, (await LoggedDataset.FromFolderAsync(Folder["data"])).Digest);
    }

    [Theory]
    [InlineData("https://host.example/iris.csv?v=2", "http", """{"url": "https://host.example/iris.csv?v=2"}""")]
    [InlineData("s3://bucket/data/iris.csv", "s3", """{"uri": "s3://bucket/data/iris.csv"}""")]
    public async Task An_address_is_recorded_unread(string address, string type, string source)
    {
        await using var run = await Client.StartRunAsync();
        await run.LogInputAsync(LoggedDataset.FromUri(new Uri(address), digest: "v2"));
        var input = await InputAsync(run.Id);
        Assert.Equal(("iris.csv", "v2", type, source), (input.Dataset!.Name, input.Dataset.Digest,
            input.Dataset.SourceType, input.Dataset.Source));
        Assert.Equal("iris.csv", Assert.Single(await Client.Datasets.SummariseAsync([run.ExperimentId])).Name);
    }

    [Fact]
    public async Task A_model_can_be_an_input_too()
    {
        await using var run = await Client.StartRunAsync();
        var model = await run.LogModelAsync(WriteModel(), "digits");
        await using var next = await Client.StartRunAsync();
        await next.LogInputModelAsync(model.ModelId);
        Assert.Equal(model.ModelId, Assert.Single((await Client.Runs.GetAsync(next.Id)).Inputs!.ModelInputs!).ModelId);
    }

    private async Task<DatasetInput> InputAsync(string runId) =>
        Assert.Single((await Client.Runs.GetAsync(runId)).Inputs!.DatasetInputs!);

    internal sealed record Flower(double Width, int Petals, string Name, int? Age);

    [JsonSerializable(typeof(Flower))]
    internal sealed partial class FlowerJson : JsonSerializerContext;
}
