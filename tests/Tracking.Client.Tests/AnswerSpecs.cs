using System.Net;
using static Tracking.Client.Tests.Fixtures;
using static Tracking.Client.Tests.FakeServer;

namespace Tracking.Client.Tests;

public class AnswerSpecs
{
    [Fact]
    public async Task A_refusal_keeps_code_message_and_status()
    {
        var body = """{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Run with id=x not found"}""";
        await using var server = await StartAsync(Json(body, 404));
        await using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => client.Runs.GetAsync("x"));
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", error.ErrorCode);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST: Run with id=x not found", error.Message);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("[1,2]")]
    [InlineData("{\"experiment\":")]
    public async Task A_page_that_is_not_the_api_says_so(string body)
    {
        await using var server = await StartAsync(Text(body));
        await using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => client.Experiments.GetAsync("7"));
        Assert.Equal(TrackingClientException.InvalidResponse, error.ErrorCode);
        Assert.Contains("(text/html)", error.Message, StringComparison.Ordinal);
        Assert.Contains(server.Uri.Authority, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_the_thing_asked_for_names_the_field()
    {
        await using var server = await StartAsync(Json("{}"));
        await using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<TrackingClientException>(() => client.Experiments.GetAsync("7"));
        Assert.Equal("The server's answer lacks 'experiment'. Is it a tracking server?", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("{}")]
    [InlineData("{\"unknown\": [1]}")]
    public async Task An_empty_message_may_come_as_nothing(string body)
    {
        await using var server = await StartAsync(Text(body));
        await using var client = ClientOf(server);
        await client.Runs.SetTagAsync("r", "k", "v");
        Assert.Equal("""{"key":"k","value":"v","run_id":"r"}""", server.Requests[0].Body);
    }

    [Fact]
    public async Task Old_servers_leave_fields_out_and_newer_ones_add_some()
    {
        await using var server = await StartAsync(
            Json("""{"run":{"info":{"run_id":"r","start_time":"17","future":{"a":[1]}},"later":1}}"""));
        await using var client = ClientOf(server);
        var run = await client.Runs.GetAsync("r");
        Assert.Equal(17, run.Info!.StartTime);
        Assert.Null(run.Data);
        Assert.Null(run.Info.Status);
    }

    [Fact]
    public async Task Tags_that_a_server_answers_with_an_empty_object_are_no_error()
    {
        await using var server = await StartAsync(Json("{}"));
        await using var client = ClientOf(server);
        await client.LoggedModels.SetTagsAsync("m-1", new Dictionary<string, string> { ["a"] = "b" });
        Assert.Equal("/api/2.0/mlflow/logged-models/m-1/tags", server.Requests[0].Target);
        await client.LoggedModels.DeleteTagAsync("m-1", "a/b c");
        Assert.Equal("/api/2.0/mlflow/logged-models/m-1/tags/a%2Fb%20c", server.Requests[1].Target);
        Assert.Equal("DELETE", server.Requests[1].Method);
    }

    [Fact]
    public async Task A_token_that_repeats_does_not_read_one_page_forever()
    {
        await using var server = await StartAsync(Json("""{"experiments":[{"name":"a"}],"next_page_token":"t"}"""));
        await using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<TrackingClientException>(async () =>
        {
            await foreach (var experiment in client.Experiments.SearchAsync())
                Assert.Equal("a", experiment.Name);
        });
        Assert.Contains("same page token twice", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }
}
