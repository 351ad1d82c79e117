using Tracking.Core.Errors;
using Tracking.Stores.Dialects;
using Tracking.Stores.Dialects.PostgreSql;
using Tracking.Stores.Migrations;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>Queues, snapshots, limits.</summary>
[RequiresPostgres]
public sealed class PostgresWorkerSpecs : IAsyncLifetime
{
    private readonly CancellationToken _deadline = Patience.Token();
    private PostgresTestDatabase _rig = null!;
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _rig = await PostgresTestDatabase.CreateAsync();
        _database = await PostgresDatabase.OpenAsync(
            _rig.Config with { WritersMax = 1, ReadersMax = 1, QueuedWritesMax = 2, ReadTimeoutSeconds = 1 },
            TimeProvider.System,
            Migration.ForPostgres,
            _deadline);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Full_queue_refuses_at_once_and_serves_those_that_wait()
    {
        using var gate = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var blocked = _database.WriteAsync(
            _ =>
            {
                begun.SetResult();
                gate.Wait(Patience.Limit);
            },
            _deadline);
        await begun.Task.WaitAsync(_deadline);
        Task[] waiting = [InsertAsync("w1"), InsertAsync("w2")];

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => InsertAsync("refused"));
        gate.Set();
        await Task.WhenAll([blocked, .. waiting]);

        Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
        Assert.Contains("2 writes", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["w1", "w2"], await _rig.QueryAsync<string>("SELECT name FROM key_name ORDER BY name"));
    }

    [Fact]
    public async Task Refused_write_leaves_nothing_and_the_next_one_is_served()
    {
        await Assert.ThrowsAsync<TrackingException>(() => _database.WriteAsync(
            session =>
            {
                session.Statement("INSERT INTO key_name(name) VALUES('refused')").Run();
                throw new TrackingException(ErrorCode.InvalidState, "refused");
            },
            _deadline));
        var broken = await Assert.ThrowsAsync<TrackingException>(() => _database.WriteAsync(
            session => session.Statement("INSERT INTO key_name(name) VALUES(NULL)").Run(), _deadline));
        await InsertAsync("served");

        Assert.Equal(ErrorCode.InternalError, broken.Code);
        Assert.Equal(["served"], await _rig.QueryAsync<string>("SELECT name FROM key_name"));
    }

    [Fact]
    public async Task Read_sees_one_snapshot_and_cannot_write()
    {
        var counts = await _database.ReadAsync(
            session =>
            {
                var before = Count(session);
                InsertAsync("meanwhile").WaitAsync(_deadline).GetAwaiter().GetResult();
                return (before, Count(session));
            },
            _deadline);
        await Assert.ThrowsAsync<TrackingException>(() => _database.ReadAsync(
            session => session.Statement("DELETE FROM key_name").Change(), _deadline));

        Assert.Equal((0L, 0L), counts);
        Assert.Equal(1, await _database.ReadAsync(Count, _deadline));
    }

    [Fact]
    public async Task Cancelling_ends_a_read_in_the_middle_of_a_statement_and_the_next_one_is_served()
    {
        await using var limitless = await PostgresDatabase.OpenAsync(
            _rig.Config with { ReadersMax = 1, ReadTimeoutSeconds = 3_600 },
            TimeProvider.System,
            Migration.ForPostgres,
            _deadline);
        using var cancellation = new CancellationTokenSource();
        var reading = limitless.ReadAsync(
            session =>
            {
                cancellation.CancelAfter(TimeSpan.Zero);
                return session.Statement("SELECT 1 FROM pg_sleep(3600)").SingleInt64();
            },
            cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(_deadline));
        Assert.Equal(0, await limitless.ReadAsync(Count, _deadline));
    }

    [Fact]
    public async Task Read_that_takes_too_long_is_stopped_and_says_so()
    {
        var refusal = await Assert.ThrowsAsync<TrackingException>(() => _database.ReadAsync(
            session => session.Statement("SELECT 1 FROM pg_sleep(3600)").SingleInt64(), _deadline));

        Assert.Equal(ErrorCode.DeadlineExceeded, refusal.Code);
        Assert.Contains("took too long", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_serves_what_waits()
    {
        var waiting = Enumerable.Range(0, 2).Select(i => InsertAsync($"w{i}")).ToList();
        await _database.DisposeAsync();
        await Task.WhenAll(waiting);

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => InsertAsync("late"));
        Assert.Contains("shutting down", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["w0", "w1"], await _rig.QueryAsync<string>("SELECT name FROM key_name ORDER BY name"));
    }

    private static long? Count(StoreSession session) =>
        session.Statement("SELECT count(*) FROM key_name").SingleInt64();

    private Task InsertAsync(string name) => _database.WriteAsync(
        session => session.Statement("INSERT INTO key_name(name) VALUES(?)").Bind(1, name).Run(), _deadline);
}
