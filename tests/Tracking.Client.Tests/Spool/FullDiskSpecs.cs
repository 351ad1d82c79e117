using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

/// <summary>A spool on a disk of its own that is too small, while the server is away.</summary>
public partial class FullDiskSpecs : ServerFixture
{
    // 2 MiB take segments of 256 KiB and 1 MiB; 4 MiB of memory follow.
    private const int DiskMegabytes = 2;
    private const int LeastOnDisk = 30_000;
    private const int MostOnDisk = 64_000;
    private const int Points = 250_000;

    private volatile bool _isAway;

    [ProgramFact("unshare")]
    public async Task A_full_disk_is_told_and_what_it_and_the_memory_took_is_delivered_when_the_server_is_back()
    {
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, AwayFault);
        using var job = StartJob(proxy.Uri);
        var (runId, _) = await FillAsync(job);
        _isAway = false;
        await job.ContinueAsync();

        var said = await job.ReadUntilAsync("ended");
        await job.ReadUntilAsync("ready");
        await job.ContinueAsync();
        Assert.Equal("0 spools", await job.ReadLineAsync());
        await job.SucceededAsync();

        var lost = LostPoints().Match(Assert.Single(said, line => LostPoints().IsMatch(line)));
        var kept = Points - int.Parse(lost.Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(kept, MostOnDisk + 1, Points - 1);
        Assert.Equal(kept, await AssertPrefixAsync(runId));
        Assert.Equal(RunStatus.Failed, (await Client.Runs.GetAsync(runId)).Info!.Status);
    }

    [ProgramFact("unshare")]
    public async Task What_a_killed_job_had_on_its_full_disk_is_delivered_by_the_next_one()
    {
        await using var proxy = await FaultyProxy.StartAsync(Server.Address, AwayFault);
        using var job = StartJob(proxy.Uri);
        var (runId, processId) = await FillAsync(job);
        using (var filling = Process.GetProcessById(processId))
            filling.Kill();

        await job.ReadUntilAsync("ready");
        _isAway = false;
        await job.ContinueAsync();
        Assert.Equal("1 spools", await job.ReadLineAsync());
        await job.SucceededAsync();

        Assert.InRange(await AssertPrefixAsync(runId), LeastOnDisk, MostOnDisk);
    }

    [ProgramFact("unshare")]
    public async Task An_offline_run_counts_what_its_full_disk_did_not_take_and_the_rest_is_delivered()
    {
        using var job = StartJob(Server.Address, "TRACKING_MODE=offline");
        await FillAsync(job);
        await job.ContinueAsync();
        var said = await job.ReadUntilAsync("ended");
        await job.ReadUntilAsync("ready");
        await job.ContinueAsync();
        Assert.Equal("1 spools", await job.ReadLineAsync());
        await job.SucceededAsync();

        var run = Assert.Single(await Client.Runs.SearchAsync(["0"]).ToListAsync());
        var kept = await AssertPrefixAsync(run.Info!.RunId!);
        Assert.InRange(kept, LeastOnDisk, MostOnDisk);
        Assert.Contains(said, line => LostPoints().Match(line).Groups[1].Value == $"{Points - kept}");
        Assert.NotEqual(RunStatus.Finished, run.Info.Status);
    }

    private Fault AwayFault(string path) => _isAway ? Fault.HangsUp : Fault.None;

    private JobProcess StartJob(Uri server, string setting = "TRACKING_MODE=online")
    {
        Directory.CreateDirectory(Folder["spool"]);
        return JobProcess.StartOnDisk(
            DiskMegabytes, server, Folder["spool"], ["log-more-than-fits", $"{Points}"], ["deliver"], setting);
    }

    /// <summary>Has the job log while the server is away, until it has told of the full disk and of the drop.</summary>
    private async Task<(string RunId, int ProcessId)> FillAsync(JobProcess job)
    {
        var runId = await job.ReadLineAsync();
        var processId = int.Parse(await job.ReadLineAsync(), CultureInfo.InvariantCulture);
        _isAway = true;
        await job.ContinueAsync();
        var told = await job.ReadUntilAsync("logged");
        Assert.Single(told, "NotDurable");
        Assert.Single(told, "Dropped");
        return (runId, processId);
    }

    /// <summary>The server has the first points, without a hole and each once: how many.</summary>
    private async Task<int> AssertPrefixAsync(string runId)
    {
        var steps = await Client.Metrics.GetHistoryAsync(runId, "m").Select(point => (int)point.Step!).ToListAsync();
        Assert.Equal(Enumerable.Range(0, steps.Count), steps);
        return steps.Count;
    }

    [GeneratedRegex("^([0-9]+) metric points were not logged")]
    private static partial Regex LostPoints();
}
