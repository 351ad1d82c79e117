using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracking.Client.Internal.Surroundings;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public sealed class SurroundingsSpecs : ServerFixture
{
    [ProgramFact("git")]
    public async Task A_run_says_where_it_came_from()
    {
        await using var client = new TrackingClient(
            Fixtures.OptionsFor(Server.Address) with { RecordSurroundings = true });
        await using var run = await client.StartRunAsync();
        var tags = (await client.Runs.GetAsync(run.Id)).Data!.Tags!.ToDictionary(tag => tag.Key!, tag => tag.Value!);
        Assert.Equal((Environment.UserName, Environment.MachineName, "LOCAL"),
            (tags["mlflow.user"], tags["tracking.host"], tags["mlflow.source.type"]));
        Assert.StartsWith(".NET ", tags["tracking.runtime"], StringComparison.Ordinal);
        Assert.StartsWith(tags["mlflow.source.name"] + " ", tags["tracking.entry_assembly"], StringComparison.Ordinal);
        var tree = GitWorkTree.Find(AppContext.BaseDirectory)!;
        Assert.Equal(tree.Commit, tags["mlflow.source.git.commit"]);
        Assert.Contains(tags["mlflow.source.git.dirty"], (string[])["true", "false"]);
    }

    [Fact]
    public async Task The_packages_are_there_when_the_run_has_ended()
    {
        await using var client = new TrackingClient(
            Fixtures.OptionsFor(Server.Address) with { RecordSurroundings = true });
        var run = await client.StartRunAsync();
        await run.EndAsync();
        var file = await client.Artifacts.DownloadAsync(run.Id, "environment/packages.json", Folder["down"]);
        using var list = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.StartsWith(".NET ", list.RootElement.GetProperty("runtime").GetString()!, StringComparison.Ordinal);
        Assert.True(list.RootElement.TryGetProperty("os", out _));
    }

    [Fact]
    public async Task A_run_starts_and_ends_although_its_artifacts_cannot_be_reached()
    {
        var experiment = await Client.Experiments.CreateAsync("bucket", "s3://nobody/here");
        await using var client = new TrackingClient(Fixtures.OptionsFor(Server.Address) with
        {
            RecordSurroundings = true,
            ExperimentId = experiment,
        });
        await using var run = await client.StartRunAsync();
        await run.EndAsync();
    }

    [Fact]
    public void Packages_are_read_from_what_the_build_wrote()
    {
        var file = Folder.Write("a.deps.json", """
            {"libraries":{"App/1.0.0":{"type":"project"},"Zeta/2.1.0":{"type":"package"},
            "alpha/1.0.0-rc":{"type":"package"}}}
            """);
        Assert.Equal("""{"alpha":"1.0.0-rc","Zeta":"2.1.0"}""", PackageList.Read(file)!.ToJsonString());
        Assert.Null(PackageList.Read(Folder.Write("b.deps.json", "{")));
        Assert.Null(PackageList.Read(Folder["none.json"]));
    }

    [ProgramFact("sh")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_process_logs_what_the_machine_does_as_the_variables_ask()
    {
        var logged = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await FakeServer.StartAsync(AnswerAsync);
        server.OnRequest = seen =>
        {
            if (seen.Body.Contains("system/node_1/gpu_0_utilization_percentage", StringComparison.Ordinal))
                logged.TrySetResult(seen.Body);
        };
        var fake = Folder.Write("bin/nvidia-smi", "#!/bin/sh\necho '0, 1000, 4000, 37, 100.5, 300.00'\n");
        File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var job = Process.Start(JobOf(server.Uri))!;
        var body = await Patience.For(logged.Task, "metrics of the system");
        job.Kill();
        await job.WaitForExitAsync(Patience.Token());
        foreach (var name in (string[])["cpu_utilization_percentage", "system_memory_usage_megabytes",
            "disk_available_megabytes", "network_receive_megabytes", "gpu_0_memory_usage_percentage"])
            Assert.Contains($"\"system/node_1/{name}\"", body, StringComparison.Ordinal);
    }

    private ProcessStartInfo JobOf(Uri server) =>
        new("dotnet", ["exec", typeof(SurroundingsSpecs).Assembly.Location, "wait"])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["MLFLOW_TRACKING_URI"] = server.ToString(),
                ["MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING"] = "true",
                ["MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL"] = "0.1",
                ["MLFLOW_SYSTEM_METRICS_NODE_ID"] = "node_1",
                ["TEST_METRIC_DELAY_MS"] = "0",
                ["PATH"] = $"{Folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        };

    private static Task AnswerAsync(HttpContext context) =>
        FakeServer.Json("""{"run":{"info":{"run_id":"r","experiment_id":"0"}}}""")(context);
}
