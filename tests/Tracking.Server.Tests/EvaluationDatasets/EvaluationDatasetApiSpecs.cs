using System.Text.Json;

namespace Tracking.Server.Tests.EvaluationDatasets;

public sealed class EvaluationDatasetApiSpecs : ServerSpecs
{
    private const string Root = "../../3.0/mlflow/datasets/";

    [Fact]
    public async Task A_dataset_answers_with_its_parts_as_JSON_in_texts()
    {
        var created = await Client.PostJsonAsync(
            Root + "create", """{"name":"d","experiment_ids":["0"],"tags":"{\"a\":\"b\",\"mlflow.user\":\"ann\"}"}""");
        var dataset = created.GetProperty("dataset");
        Assert.Equal("""["0"]""", dataset.GetProperty("experiment_ids").ToString());
        Assert.Equal("""{"a":"b","mlflow.user":"ann"}""", dataset.GetProperty("tags").GetString());
        Assert.Equal("ann", dataset.GetProperty("created_by").GetString());

        var upserted = await UpsertAsync(IdOf(created), """[{"inputs":{"q":"x"},"expectations":{"a":"y"}}]""");

        Assert.Equal("""{"inserted_count":1,"updated_count":0}""", upserted.ToString());
        var read = (await Client.GetJsonAsync(Root + IdOf(created))).GetProperty("dataset");
        Assert.Equal("""{"num_records": 1}""", read.GetProperty("profile").GetString());
        Assert.False(read.TryGetProperty("experiment_ids", out _));
    }

    [Fact]
    public async Task Records_answer_as_a_list_in_a_text()
    {
        var id = IdOf(await Client.PostJsonAsync(Root + "create", """{"name":"d"}"""));
        await UpsertAsync(
            id, """[{"inputs":{"q":"é"},"tags":{"t":"1"},"source":{"source_type":"HUMAN","source_data":{}}}]""");

        var answer = await Client.GetJsonAsync($"{Root}{id}/records?max_results=1");

        Assert.Matches(
            $$$"""
            ^\[\{"dataset_record_id":"dr-[0-9a-f]{32}","dataset_id":"{{{id}}}","inputs":\{"q":"é"\},
            "tags":\{"t":"1"\},"source":\{"source_type":"HUMAN","source_data":\{\}\},"source_type":"HUMAN",
            "created_time":\d+,"last_update_time":\d+,"outputs":\{\}\}\]$
            """.ReplaceLineEndings(""),
            answer.GetProperty("records").GetString());
    }

    [Fact]
    public async Task Records_are_deleted_by_id()
    {
        var id = IdOf(await Client.PostJsonAsync(Root + "create", """{"name":"d"}"""));
        await UpsertAsync(id, """[{"inputs":{"q":1}}]""");
        var answer = await Client.GetJsonAsync($"{Root}{id}/records");
        using var records = JsonDocument.Parse(answer.GetProperty("records").GetString()!);
        var record = records.RootElement[0].GetProperty("dataset_record_id");

        var (_, deleted) = await Client.SendJsonAsync(
            HttpMethod.Delete, $"{Root}{id}/records", $$"""{"dataset_record_ids":["{{record}}"]}""");

        Assert.Equal("""{"deleted_count":1}""", deleted.ToString());
        Assert.Equal("""{"records":"[]"}""", (await Client.GetJsonAsync($"{Root}{id}/records")).ToString());
    }

    [Theory]
    [InlineData("x", "'records': it must be a JSON list of objects.")]
    [InlineData("{}", "'records': it must be a JSON list of objects.")]
    [InlineData("[1]", "'records[0]': it must be an object.")]
    [InlineData("[{}]", "'records[0].inputs': it must be an object.")]
    [InlineData("""[{"inputs":{"a":1,"a":2}}]""", "'records': it must be a JSON list of objects.")]
    [InlineData("""[{"inputs":{"a":1},"tags":[]}]""", "'records[0].tags': it must be an object.")]
    [InlineData(
        """[{"inputs":{}},{"inputs":{},"source":{"source_type":"DREAM"}}]""",
        "'records[1].source.source_type': it must be one of TRACE, HUMAN, DOCUMENT, CODE.")]
    public async Task Records_that_are_none_are_refused_by_their_place(string records, string reason)
    {
        var id = IdOf(await Client.PostJsonAsync(Root + "create", """{"name":"d"}"""));

        var refusal = await Client.RefusalAsync($"{Root}{id}/records", BodyOf(records));

        Assert.Equal($"400 INVALID_PARAMETER_VALUE Invalid value for parameter {reason}", refusal);
    }

    [Fact]
    public async Task Searches_and_tags_refuse_what_they_cannot_read()
    {
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Invalid clause(s) in filter string: bad",
            await Client.RefusalAsync(Root + "search", """{"filter_string":"bad"}"""));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Invalid value for parameter 'tags': it must be a JSON object.",
            await Client.RefusalAsync(Root + "create", """{"name":"d","tags":"[]"}"""));
        Assert.Equal(
            "404 RESOURCE_DOES_NOT_EXIST Experiment '77' not found",
            await Client.RefusalAsync(Root + "create", """{"name":"d","experiment_ids":["77"]}"""));
    }

    private Task<JsonElement> UpsertAsync(string id, string records) =>
        Client.PostJsonAsync($"{Root}{id}/records", BodyOf(records));

    private static string BodyOf(string records) => JsonSerializer.Serialize(new { records });

    private static string IdOf(JsonElement answer) =>
        answer.GetProperty("dataset").GetProperty("dataset_id").GetString()!;
}
