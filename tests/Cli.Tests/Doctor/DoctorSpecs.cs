using System.Text.Json;
using Tracking.Cli.Commands.Doctor;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Doctor;

public sealed class DoctorSpecs : ServerSpecs
{
    [Fact]
    public async Task A_sound_server_is_ok_all_the_way()
    {
        var call = await SucceedAsync("doctor");

        Assert.Matches(
            @"ok    server        http://127\.0\.0\.1:\d+/ is Tracking \d\S+ with the API of MLflow 3\S+, answers in",
            call.Output);
        Assert.Contains("ok    clock         agrees with the server's\n", call.Output);
        Assert.Contains("ok    access        the API answers, without credentials\n", call.Output);
        Assert.Contains("ok    artifacts     mlflow-artifacts:", call.Output);
        Assert.Matches(@"ok    onnxruntime   \d+\.\d+\.\d+ with .*CPUExecutionProvider", call.Output);
        Assert.DoesNotContain("fail", call.Output);
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        using var json = JsonDocument.Parse((await SucceedAsync("doctor", "--output", "json")).Output);
        var server = Assert.Single(
            json.RootElement.GetProperty("checks").EnumerateArray(),
            check => check.GetProperty("name").GetString() == "server");
        Assert.Equal("ok", server.GetProperty("level").GetString());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "fail  server        Cannot reach the tracking server at http://127.0.0.1:1/")]
    [InlineData("sqlite:///mlflow.db", "fail  settings ")]
    public async Task What_is_no_server_fails_and_says_what_to_do(string uri, string line)
    {
        var call = await CliCall.RunAsync("doctor", "--tracking-uri", uri);

        Assert.Equal((ExitCodes.Failure, ""), (call.Code, call.Errors));
        var found = Array.FindIndex(call.Lines, each => each.StartsWith(line, StringComparison.Ordinal));
        Assert.True(found >= 0, call.Output);
        Assert.StartsWith(new string(' ', 20), call.Lines[found + 1]);
        Assert.Contains("1 failed", call.Lines[^1]);
    }

    [Fact]
    public async Task A_stock_server_is_recognised_and_its_refusals_explained()
    {
        await using var server = await StubServer.StartAsync(
            ("/health", async context =>
            {
                context.Response.Headers.Date = DateTimeOffset.UnixEpoch.ToString("R");
                await StubServer.Text("OK")(context);
            }),
            ("/version", StubServer.Text("2.9.2")),
            ("/api/2.0/mlflow/experiments/search", StubServer.Text("You are not authenticated", 401)));

        var call = await CliCall.RunAsync("doctor", "--tracking-uri", server.Address);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains($"warn  server        {server.Address}/ is MLflow 2.9.2, answers in", call.Output);
        Assert.Matches(@"warn  clock         the server's is \d+ s behind\n", call.Output);
        Assert.Contains("fail  access        POST 2.0/mlflow/experiments/search answered 401", call.Output);
        Assert.Contains("Set MLFLOW_TRACKING_USERNAME and _PASSWORD, or MLFLOW_TRACKING_TOKEN.\n", call.Output);
    }

    [Fact]
    public async Task Another_web_server_is_told_from_a_tracking_server()
    {
        await using var server = await StubServer.StartAsync(
            ("/{**path}", StubServer.Text("<!doctype html><title>Welcome</title>")));

        var call = await CliCall.RunAsync("doctor", "--tracking-uri", server.Address);

        Assert.Equal(ExitCodes.Failure, call.Code);
        Assert.Contains("is a server that does not tell its version", call.Output);
        Assert.Contains("fail  access        POST 2.0/mlflow/experiments/search answered 200 with a body", call.Output);
    }

    [Fact]
    public async Task Missing_programs_are_named_with_what_they_are_for()
    {
        await using var doctor = CliProcess.Start(
            Folder.Path, [("PATH", Folder.Path)], "doctor", "--tracking-uri", Address.ToString());

        Assert.Equal(0, await doctor.ExitCodeAsync());
        Assert.Contains("warn  git           not found; it records the commit of runs", doctor.Output);
        Assert.Contains("-     docker        not found; it runs projects in images", doctor.Output);
        Assert.Contains("Works, with 1 warning.", doctor.Output);
    }

    [Fact]
    public void Secrets_are_never_shown_and_with_a_mask_nothing_is()
    {
        var variables = new Dictionary<string, string>
        {
            ["MLFLOW_TRACKING_TOKEN"] = "t", ["MLFLOW_TRACKING_PASSWORD"] = "p", ["PATH"] = "/bin",
            ["MLFLOW_TRACKING_URI"] = "https://user:pass@host", ["TRACKING_LOG_FORMAT"] = "json",
        };

        Assert.Equal(
            ["MLFLOW_TRACKING_PASSWORD=***", "MLFLOW_TRACKING_TOKEN=***", "MLFLOW_TRACKING_URI=***",
                "TRACKING_LOG_FORMAT=json"],
            EnvironmentListing.Read(variables, masksAll: false).Select(each => $"{each.Key}={each.Value}"));
        Assert.All(EnvironmentListing.Read(variables, masksAll: true).Values, value => Assert.Equal("***", value));
    }
}
