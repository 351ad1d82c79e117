using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;
using Tracking.Stores;
using Tracking.TestKit;

namespace Tracking.Server.Tests;

public sealed class HeartbeatSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationToken _deadline = Patience.Token();
    private TrackingStores _stores = null!;
    private HeartbeatWatch _watch = null!;

    public async Task InitializeAsync()
    {
        _stores = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(_folder["store.db"]), _time, _deadline);
        await _stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", _deadline);
        await _stores.Runs.CreateAsync(new NewRun("run", 0, "user", "name", 0, []), _deadline);
        _watch = NewWatch();
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_beats_lives_and_one_that_stops_is_lost_and_may_come_back()
    {
        for (var i = 0; i < 20; i++)
        {
            await BeatAsync();
            Assert.Empty(await TickAsync());
        }

        Assert.Equal(RunStatus.Killed, await StatusAfterSilenceAsync());
        await BeatAsync();
        Assert.Equal(RunStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task A_run_that_logs_needs_no_heartbeat()
    {
        await BeatAsync();
        for (var i = 0; i < 20; i++)
        {
            _watch.Sign("run");
            Assert.Empty(await TickAsync());
        }
    }

    [Fact]
    public async Task A_run_that_never_sent_a_heartbeat_is_never_touched()
    {
        _watch.Sign("run");
        Assert.Equal(RunStatus.Running, await StatusAfterSilenceAsync());
    }

    [Fact]
    public async Task A_restart_gives_every_run_its_full_time_again()
    {
        await BeatAsync();
        for (var restart = 0; restart < 5; restart++)
        {
            _watch = NewWatch();
            for (var i = 0; i < 5; i++)
            {
                Assert.Empty(await TickAsync());
            }
        }

        Assert.Equal(RunStatus.Killed, await StatusAfterSilenceAsync());
    }

    [Fact]
    public async Task A_jump_of_the_clock_by_a_day_kills_nobody()
    {
        await BeatAsync();
        await TickAsync();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await TickAsync());
        _time.Advance(TimeSpan.FromDays(-2));
        Assert.Empty(await TickAsync());
        Assert.Equal(RunStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task Heartbeats_are_written_about_once_per_interval_however_many_come()
    {
        await _watch.BeatAsync("run", 60_000, _deadline);
        for (var i = 0; i < 12; i++)
        {
            await _watch.BeatAsync("run", 60_000, _deadline);
            await _watch.BeatAsync("run", 60_000, _deadline);
            await TickAsync();
        }

        var beating = Assert.Single(await _stores.Heartbeats.ReadAsync(_deadline));
        Assert.InRange(beating.Beats, 3, 5);
    }

    private HeartbeatWatch NewWatch() => new(_stores.Heartbeats, TimeSpan.FromSeconds(60), Period, _time);

    private Task BeatAsync() => _watch.BeatAsync("run", 10_000, _deadline);

    private Task<IReadOnlyList<BeatingRun>> TickAsync()
    {
        _time.Advance(Period);
        return _watch.TickAsync(_deadline);
    }

    private async Task<RunStatus> StatusAfterSilenceAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            await TickAsync();
        }

        return await StatusAsync();
    }

    private async Task<RunStatus> StatusAsync() => (await _stores.Runs.GetInfoAsync("run", _deadline)).Status;
}
