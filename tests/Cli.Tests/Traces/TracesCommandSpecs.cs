using System.Text.Json;
using Tracking.Contracts.Traces;

namespace Tracking.Cli.Tests.Traces;

public sealed class TracesCommandSpecs : ServerSpecs
{
    [Fact]
    public async Task Traces_are_found_shown_tagged_and_deleted()
    {
        await StartAsync("tr-good", TraceState.Ok);
        await StartAsync("tr-bad", TraceState.Error);

        var bad = await SucceedAsync("traces", "search", "-x", "0", "-f", "status = 'ERROR'", "--output", "csv");
        Assert.StartsWith("tr-bad,ERROR,2026-01-02 03:04:05.000+00:00,1.500s,", Assert.Single(bad.Lines[1..]));
        Assert.Equal(2, (await SucceedAsync("traces", "list", "--max-results", "1")).Lines.Length);

        await SucceedAsync("traces", "set-tag", "-t", "tr-bad", "-k", "seen", "-v", "yes");
        await SucceedAsync("traces", "set-tag", "-t", "tr-bad", "-k", "gone", "-v", "yes");
        await SucceedAsync("traces", "delete-tag", "-t", "tr-bad", "-k", "gone");
        using var shown = JsonDocument.Parse((await SucceedAsync("traces", "get", "--trace-id", "tr-bad")).Output);
        var tags = shown.RootElement.GetProperty("trace_info").GetProperty("tags");
        Assert.Equal("yes", tags.GetProperty("seen").GetString());
        Assert.False(tags.TryGetProperty("gone", out _));

        var deleted = await SucceedAsync("traces", "delete", "-x", "0", "--trace-ids", "tr-bad,tr-none");
        Assert.Equal("Deleted 1 traces.\n", deleted.Output);
        Assert.Contains("tr-bad", await FailAsync("traces", "get", "-t", "tr-bad"));
    }

    [Fact]
    public async Task Traces_are_linked_to_a_run()
    {
        await StartAsync("tr-one", TraceState.Ok);
        var run = (await SucceedAsync("runs", "create")).Output.Trim();

        var linked = await SucceedAsync("runs", "link-traces", "--run-id", run, "-t", "tr-one");

        Assert.Equal($"Linked 1 traces to run {run}.\n", linked.Output);
        Assert.Contains("tr-one", (await SucceedAsync("traces", "search", "-f", $"run_id = '{run}'")).Output);
    }

    private Task<TraceInfo> StartAsync(string id, TraceState state) => Client.Traces.StartAsync(new TraceInfo
    {
        TraceId = id,
        TraceLocation = new TraceLocation
        {
            Type = TraceLocationType.MlflowExperiment,
            MlflowExperiment = new MlflowExperimentLocation { ExperimentId = "0" },
        },
        RequestTime = "2026-01-02T03:04:05Z",
        ExecutionDuration = "1.500s",
        State = state,
    });
}
