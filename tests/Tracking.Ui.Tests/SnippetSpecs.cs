using System.Text.Json;
using Tracking.Client;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>What empty pages teach with works as pasted. MLflow itself is not to be had here: its calls are read.</summary>
public sealed class SnippetSpecs : IAsyncLifetime
{
    private const string Hostile = "it's $(touch ran); \"q\" & `touch ran` \\ {x} \u2028 <b> *";

    private static readonly string[] Tested =
    [
        "firstRun", "firstModel", "firstTrace", "firstMetric", "runLogs", "modelUses", "scoring", "scoringFile",
    ];

    private readonly TempFolder _folder = new();
    private RunningTrackingServer _server = null!;
    private TrackingClient _client = null!;

    private string Address => _server.Address.ToString();

    public async Task InitializeAsync()
    {
        _server = await RunningTrackingServer.StartAsync();
        _client = new TrackingClient(Address);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Every_kind_of_snippet_is_tested_here() => Assert.Equal(Tested.Order(), ShownSnippets.Kinds().Order());

    [ProgramFact("node")]
    public async Task A_first_run_is_made_from_csharp_and_from_a_shell()
    {
        var texts = await ShownSnippets.MakeAsync(
            _folder.Path, ["firstRun", Address, Hostile], ["firstRun", Address, "another"]);

        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);
        await ShownSnippets.RunShellAsync(_folder.Path, texts[0]["curl"]);
        await ShownSnippets.RunShellAsync(_folder.Path, texts[1]["curl"]);

        var found = await _client.Experiments.SearchAsync().ToDictionaryAsync(one => one.Name!, one => one.ExperimentId!);
        var runs = await _client.Runs.SearchAsync([found[Hostile]]).ToListAsync();
        Assert.Equal(["first", "first"], runs.Select(run => run.Info!.RunName));
        Assert.Single(runs, run => run.Data!.Metrics?.Single() is { Key: "loss", Value: 0.42, Step: 1 });
        Assert.Equal(1, await _client.Runs.SearchAsync([found["another"]]).CountAsync());
        Assert.False(File.Exists(_folder["ran"]));
    }

    [ProgramFact("node")]
    public async Task A_metric_is_added_to_a_run_that_is_there()
    {
        var run = await NewRunAsync();
        var texts = await ShownSnippets.MakeAsync(_folder.Path, ["firstMetric", Address, run]);

        await ShownSnippets.RunShellAsync(_folder.Path, texts[0]["curl"]);
        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);

        var points = await _client.Metrics.GetHistoryAsync(run, "loss").ToListAsync();
        Assert.Equal([(0.42, 1L), (0.42, 1L)], points.Select(point => (point.Value, point.Step)));
    }

    [ProgramFact("node")]
    public async Task A_first_model_is_registered()
    {
        await DigitsModel.LogAsync(_server.Address, _folder["model"]);
        var texts = await ShownSnippets.MakeAsync(_folder.Path, ["firstModel", Address]);

        await ShownSnippets.RunShellAsync(_folder.Path, texts[0]["curl"]);
        await ShownSnippets.RunCSharpAsync(texts[0]["C#"].Replace("path/to/model-folder", _folder["model"]));

        Assert.Equal("1", (await _client.ModelVersions.GetAsync("first-model", "1")).Version);
    }

    [ProgramFact("node")]
    public async Task A_first_trace_arrives_from_csharp_and_where_exporters_are_told_to()
    {
        var texts = await ShownSnippets.MakeAsync(_folder.Path, ["firstTrace", Address, "0"]);
        const string export = """
            curl -s -o answer -w '%{http_code}' "$OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" -X POST \
              -H "$(echo "$OTEL_EXPORTER_OTLP_TRACES_HEADERS" | sed 's/=/: /')" -H 'Content-Type: application/x-protobuf'
            """;

        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);
        var status = await ShownSnippets.RunShellAsync(_folder.Path, $"{texts[0]["Shell"]}\n{export}");

        Assert.Equal("200", status);
        using var answer = await _server.Client.GetAsync(
            new Uri("api/2.0/mlflow/traces?experiment_ids=0", UriKind.Relative));
        Assert.Contains("\"answer\"", await answer.Content.ReadAsStringAsync());
    }

    [ProgramFact("node")]
    public async Task Log_records_of_a_host_become_a_log_of_the_run()
    {
        var texts = await ShownSnippets.MakeAsync(_folder.Path, ["runLogs", Address]);

        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);

        var experiment = await _client.Experiments.FindAsync("first-experiment");
        var run = await _client.Runs.SearchAsync([experiment!.ExperimentId!]).SingleAsync();
        var folder = (await _client.Artifacts.ListAsync(run.Info!.RunId!, "logs").ToListAsync()).Single();
        await _client.Artifacts.DownloadAsync(run.Info.RunId!, folder.Path!, _folder["logs"]);
        var log = Directory.EnumerateFiles(_folder["logs"], "*.log", SearchOption.AllDirectories).Single();
        Assert.Contains("epoch 1 is done", await File.ReadAllTextAsync(log));
    }

    [ProgramFact("python3")]
    public async Task Python_snippets_are_python_and_call_what_MLflow_has()
    {
        var texts = await ShownSnippets.MakeAsync(
            _folder.Path,
            ["firstRun", Address, Hostile],
            ["firstModel", Address],
            ["firstTrace", Address, "0"],
            ["firstMetric", Address, "0123456789abcdef0123456789abcdef"],
            ["modelUses", Address, "models:/m/1"],
            ["scoring", Address, Hostile]);
        _folder.Write("python.json", JsonSerializer.Serialize(texts.Select(text => text["Python"])));
        _folder.Write("wrong.json", """["mlflow.log_metrik('a', 1)", "mlflow.log_param('a', worth=1)", "if"]""");
        var script = Path.Combine(AppContext.BaseDirectory, "Walks", "mlflowCalls.py");

        var wrong = await ShownSnippets.RunPythonAsync(_folder.Path, script, _folder["wrong.json"]);

        Assert.Equal("", await ShownSnippets.RunPythonAsync(_folder.Path, script, _folder["python.json"]));
        Assert.Contains("mlflow.log_metrik is not known", wrong);
        Assert.Contains("mlflow.log_param has no parameter worth", wrong);
        Assert.Contains("is no Python", wrong);
    }

    [ProgramFact("python3")]
    public async Task Scoring_requests_are_answered_from_a_shell_python_and_csharp()
    {
        const string body = """{"dataframe_records": [{"width": 1.5, "height": 2}]}""";
        await DigitsModel.LogAsync(_server.Address, _folder["model"]);
        using var serve = ToolServer.StartTool(_folder.Path, ["serve", "-m", _folder["model"], "--port", "0"]);
        try
        {
            var line = await Patience.For(serve.StandardOutput.ReadLineAsync(), "the line that says where it serves");
            var address = line!.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd('/');
            var texts = await ShownSnippets.MakeAsync(
                _folder.Path, ["scoring", $"{address}/invocations", body], ["scoringFile", $"{address}/invocations"]);
            _folder.Write("request.json", body);

            var shell = await ShownSnippets.RunShellAsync(_folder.Path, texts[0]["curl"]);
            await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);

            Assert.Contains("predictions", shell);
            Assert.Equal(shell, await ShownSnippets.RunShellAsync(_folder.Path, texts[1]["curl"]));
            Assert.NotEmpty(await ShownSnippets.RunPythonAsync(_folder.Path, "-c", texts[0]["Python"]));
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
            await serve.WaitForExitAsync();
        }
    }

    private async Task<string> NewRunAsync()
    {
        await using var run = await _client.StartRunAsync();
        return run.Id;
    }
}
