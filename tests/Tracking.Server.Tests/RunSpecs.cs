using System.Text.RegularExpressions;

namespace Tracking.Server.Tests;

public sealed class RunSpecs : ServerSpecs
{
    [Fact]
    public async Task A_new_run_answers_in_the_order_of_the_contract()
    {
        var answer = await Client.PostJsonAsync("runs/create", """
            {"experiment_id":"0","user_id":"u","run_name":"r1","start_time":1700000000000,
             "tags":[{"key":"a b","value":"q"}]}
            """);
        var id = answer.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(
            $$$$"""
            {"run":{"info":{"run_uuid":"{{{{id}}}}","experiment_id":"0","run_name":"r1","user_id":"u",
            "status":"RUNNING","start_time":1700000000000,
            "artifact_uri":"mlflow-artifacts:/0/{{{{id}}}}/artifacts","lifecycle_stage":"active",
            "run_id":"{{{{id}}}}"},"data":{"tags":[{"key":"a b","value":"q"},{"key":"mlflow.runName","value":"r1"}]},
            "inputs":{}}}
            """.ReplaceLineEndings(""),
            answer.GetRawText());
    }

    [Fact]
    public async Task A_run_without_a_name_gets_one()
    {
        var run = (await Client.PostJsonAsync("runs/create", """{"experiment_id":"0"}""")).GetProperty("run");
        var name = run.GetProperty("info").GetProperty("run_name").GetString()!;
        Assert.Matches(new Regex("^[a-z]+-[a-z]+-[0-9]+$"), name);
        Assert.Equal(
            $$"""[{"key":"mlflow.runName","value":"{{name}}"}]""",
            run.GetProperty("data").GetProperty("tags").GetRawText());
    }

    [Fact]
    public async Task A_run_can_be_read_by_the_old_name_of_its_id()
    {
        var id = await Client.NewRunAsync();
        var found = await Client.GetJsonAsync("runs/get?run_uuid=" + id);
        Assert.Equal(id, found.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString());
        Assert.Equal("{}", found.GetProperty("run").GetProperty("inputs").GetRawText());
        Assert.Equal("{}", found.GetProperty("run").GetProperty("outputs").GetRawText());
    }

    [Fact]
    public async Task Status_name_and_end_change_and_an_empty_name_does_not()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/update", $$"""{"run_id":"{{id}}","run_name":"named"}""");
        var info = (await Client.PostJsonAsync(
            "runs/update", $$"""{"run_id":"{{id}}","status":"FINISHED","end_time":5,"run_name":""}"""))
            .GetProperty("run_info");
        Assert.Equal("FINISHED", info.GetProperty("status").GetString());
        Assert.Equal(5, info.GetProperty("end_time").GetInt64());
        Assert.Equal("named", info.GetProperty("run_name").GetString());
    }

    [Fact]
    public async Task A_deleted_run_takes_no_writes_until_it_is_restored()
    {
        var id = await Client.NewRunAsync();
        var metric = $$"""{"run_id":"{{id}}","key":"m","value":1,"timestamp":1}""";
        await Client.PostJsonAsync("runs/delete", $$"""{"run_id":"{{id}}"}""");
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE The run {id} must be in the 'active' state. Current state is deleted.",
            await Client.RefusalAsync("runs/log-metric", metric));
        await Client.PostJsonAsync("runs/restore", $$"""{"run_id":"{{id}}"}""");
        await Client.PostJsonAsync("runs/log-metric", metric);
    }

    [Fact]
    public async Task Inputs_and_outputs_are_kept()
    {
        var id = await Client.NewRunAsync();
        await Client.PostJsonAsync("runs/log-inputs", $$$"""
            {"run_id":"{{{id}}}","datasets":[{"tags":[{"key":"mlflow.data.context","value":"train"}],
             "dataset":{"name":"d","digest":"x","source_type":"local","source":"s"}}]}
            """);
        var run = (await Client.GetJsonAsync("runs/get?run_id=" + id)).GetProperty("run");
        Assert.Equal(
            """
            {"dataset_inputs":[{"tags":[{"key":"mlflow.data.context","value":"train"}],
            "dataset":{"name":"d","digest":"x","source_type":"local","source":"s"}}]}
            """.ReplaceLineEndings(""),
            run.GetProperty("inputs").GetRawText());
    }

    [Fact]
    public async Task A_contradiction_between_name_and_tag_is_refused() =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Both 'run_name' argument and 'mlflow.runName' tag are specified, but with " +
            "different values (run_name='B', mlflow.runName='A').",
            await Client.RefusalAsync(
                "runs/create",
                """{"experiment_id":"0","run_name":"B","tags":[{"key":"mlflow.runName","value":"A"}]}"""));

    [Fact]
    public async Task The_history_of_logged_models_grows_with_every_call()
    {
        var id = await Client.NewRunAsync();
        foreach (var path in new[] { "m1", "m2" })
        {
            var model = $$"""{"artifact_path":"{{path}}","flavors":{},"utc_time_created":"t","run_id":"r"}""";
            var json = model.Replace("\"", "\\\"", StringComparison.Ordinal);
            await Client.PostJsonAsync("runs/log-model", $$"""{"run_id":"{{id}}","model_json":"{{json}}"}""");
        }

        var tags = (await Client.GetJsonAsync("runs/get?run_id=" + id)).GetProperty("run").GetProperty("data");
        var history = tags.GetProperty("tags").EnumerateArray()
            .Single(tag => tag.GetProperty("key").GetString() == "mlflow.log-model.history");
        Assert.Matches("\"m1\".*\"m2\"", history.GetProperty("value").GetString());
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE Model json is missing mandatory fields: " +
            "{'artifact_path', 'run_id', 'flavors', 'utc_time_created'}",
            await Client.RefusalAsync("runs/log-model", $$"""{"run_id":"{{id}}","model_json":"{}"}"""));
    }
}
