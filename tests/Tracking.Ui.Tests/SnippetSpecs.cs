using System.Text.Json;
using Tracking.Client;
using Tracking.TestKit;

namespace Tracking.Ui.Tests;

/// <summary>
/// What empty pages teach with works as pasted. MLflow itself is not to be had here: its calls are read.
/// </summary>
public sealed class SnippetSpecs : IAsyncLifetime
{
    private const string Hostile = "it's $(touch ran); \"q\" & `touch ran` \\ {x} \u2028 <b> *";

    private static readonly string[] Tested =
    [
        "firstRun", "firstModel", "firstTrace", "firstMetric", "runLogs", "modelUses", "scoring", "scoringFile",
    ];

    private TempFolder Folder { get; } = new();

    private RunningTrackingServer Server { get; set; } = null!;

    private TrackingClient Client { get; set; } = null!;

    private string Address => Server.Address.ToString();

    public async Task InitializeAsync()
    {
        Server = await RunningTrackingServer.StartAsync();
        Client = new TrackingClient(Address);
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    [Fact]
    public void Every_kind_of_snippet_is_tested_here() => Assert.Equal(Tested.Order(), ShownSnippets.Kinds().Order());

    [ProgramFact("node")]
    public async Task A_first_run_is_made_from_csharp_and_from_a_shell()
    {
        var texts = await ShownSnippets.MakeAsync(
            Folder.Path, ["firstRun", Address, Hostile], ["firstRun", Address, "another"]);

        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);
        await ShownSnippets.RunShellAsync(Folder.Path, texts[0]["curl"]);
        await ShownSnippets.RunShellAsync(Folder.Path, texts[1]["curl"]);

        var found = await Client.Experiments.SearchAsync()
            .ToDictionaryAsync(one => one.Name!, one => one.ExperimentId!);
        var runs = await Client.Runs.SearchAsync([found[Hostile]]).ToListAsync();
        Assert.Equal(["first", "first"], runs.Select(run => run.Info!.RunName));
        Assert.Single(runs, run => run.Data!.Metrics?.Single() is { Key: "loss", Value: 0.42, Step: 1 });
        Assert.Equal(1, await Client.Runs.SearchAsync([found["another"]]).CountAsync());
        Assert.False(File.Exists(Folder["ran"]));
    }

    [ProgramFact("node")]
    public async Task A_metric_is_added_to_a_run_that_is_there()
    {
        var run = await NewRunAsync();
        var texts = await ShownSnippets.MakeAsync(Folder.Path, ["firstMetric", Address, run]);

        await ShownSnippets.RunShellAsync(Folder.Path, texts[0]["curl"]);
        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);

        var points = await Client.Metrics.GetHistoryAsync(run, "loss").ToListAsync();
        Assert.Equal([(0.42, 1L), (0.42, 1L)], points.Select(point => (point.Value, point.Step)));
    }

    [ProgramFact("node")]
    public async Task A_first_model_is_registered()
    {
        await DigitsModel.LogAsync(Server.Address, Folder["model"]);
        var texts = await ShownSnippets.MakeAsync(Folder.Path, ["firstModel", Address]);

        await ShownSnippets.RunShellAsync(Folder.Path, texts[0]["curl"]);
        await ShownSnippets.RunCSharpAsync(texts[0]["C#"].Replace("path/to/model-folder", Folder["model"]));

        Assert.Equal("1", (await Client.ModelVersions.GetAsync("first-model", "1")).Version);
    }

    [ProgramFact("node")]
    public async Task A_first_trace_arrives_from_csharp_and_where_exporters_are_told_to()
    {
        var texts = await ShownSnippets.MakeAsync(Folder.Path, ["firstTrace", Address, "0"]);
        const string export = """
            curl -s -o answer -w '%{http_code}' "$OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" \
              -H "$(echo "$OTEL_EXPORTER_OTLP_TRACES_HEADERS" | sed 's/=/: /')" \
              -H 'Content-Type: application/json' -d @spans.json
            """;
        Folder.Write("spans.json", """
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "0af7651916cd43dd8448eb211c80319c",
            "spanId": "00f067aa0ba90200", "name": "from elsewhere", "kind": 1,
            "startTimeUnixNano": "1700000000000000000", "endTimeUnixNano": "1700000001000000000"}]}]}]}
            """);

        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);
        var status = await ShownSnippets.RunShellAsync(Folder.Path, $"{texts[0]["Shell"]}\n{export}");

        Assert.Equal("200", status);
        foreach (var name in (string[])["answer", "from elsewhere"])
        {
            Assert.Equal(1, await Client.Traces.SearchAsync(["0"], $"name = '{name}'").CountAsync());
        }
    }

    [ProgramFact("node")]
    public async Task Log_records_of_a_host_become_a_log_of_the_run()
    {
        var texts = await ShownSnippets.MakeAsync(Folder.Path, ["runLogs", Address]);

        await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);

        var experiment = await Client.Experiments.FindAsync("first-experiment");
        var run = await Client.Runs.SearchAsync([experiment!.ExperimentId!]).SingleAsync();
        var folder = (await Client.Artifacts.ListAsync(run.Info!.RunId!, "logs").ToListAsync()).Single();
        await Client.Artifacts.DownloadAsync(run.Info.RunId!, folder.Path!, Folder["logs"]);
        var log = Directory.EnumerateFiles(Folder["logs"], "*.log", SearchOption.AllDirectories).Single();
        Assert.Contains("epoch 1 is done", await File.ReadAllTextAsync(log));
    }

    [ProgramFact("python3")]
    public async Task Python_snippets_are_python_and_call_what_MLflow_has()
    {
        var texts = await ShownSnippets.MakeAsync(
            Folder.Path,
            ["firstRun", Address, Hostile],
            ["firstModel", Address],
            ["firstTrace", Address, "0"],
            ["firstMetric", Address, "0123456789abcdef0123456789abcdef"],
            ["modelUses", Address, "models:/m/1"],
            ["scoring", Address, Hostile]);
        Folder.Write("python.json", JsonSerializer.Serialize(texts.Select(text => text["Python"])));
        Folder.Write("wrong.json", """["mlflow.log_metrik('a', 1)", "mlflow.log_param('a', worth=1)", "if"]""");
        var script = Path.Combine(AppContext.BaseDirectory, "Walks", "mlflowCalls.py");

        var wrong = await ShownSnippets.RunPythonAsync(Folder.Path, script, Folder["wrong.json"]);

        Assert.Equal("", await ShownSnippets.RunPythonAsync(Folder.Path, script, Folder["python.json"]));
        Assert.Contains("mlflow.log_metrik is not known", wrong);
        Assert.Contains("mlflow.log_param has no parameter worth", wrong);
        Assert.Contains("is no Python", wrong);
    }

    [ProgramFact("python3")]
    public async Task Scoring_requests_are_answered_from_a_shell_python_and_csharp()
    {
        const string body = """{"dataframe_records": [{"width": 1.5, "height": 2}]}""";
        await DigitsModel.LogAsync(Server.Address, Folder["model"]);
        using var serve = ToolServer.StartTool(Folder.Path, ["serve", "-m", Folder["model"], "--port", "0"]);
        try
        {
            var line = await Patience.For(serve.StandardOutput.ReadLineAsync(), "the line that says where it serves");
            var words = line!.Split(' ');
            var address = words.First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd('/');
            var texts = await ShownSnippets.MakeAsync(
                Folder.Path, ["scoring", $"{address}/invocations", body], ["scoringFile", $"{address}/invocations"]);
            Folder.Write("request.json", body);

            var shell = await ShownSnippets.RunShellAsync(Folder.Path, texts[0]["curl"]);
            await ShownSnippets.RunCSharpAsync(texts[0]["C#"]);

            Assert.Contains("predictions", shell);
            Assert.Equal(shell, await ShownSnippets.RunShellAsync(Folder.Path, texts[1]["curl"]));
            Assert.NotEmpty(await ShownSnippets.RunPythonAsync(Folder.Path, "-c", texts[0]["Python"]));
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
            await serve.WaitForExitAsync();
        }
    }

    private async Task<string> NewRunAsync()
    {
        await using var run = await Client.StartRunAsync();
        return run.Id;
    }
}
