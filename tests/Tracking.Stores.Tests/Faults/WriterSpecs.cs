using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tracking.Core.Errors;
using Tracking.Stores.Dialects;
using Tracking.Stores.Dialects.Sqlite;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Migrations;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class WriterSpecs : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationToken _deadline = Patience.Token();
    private SqliteDatabase _database = null!;

    public async Task InitializeAsync() => _database = await OpenAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Full_queue_refuses_at_once_and_serves_those_that_wait()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = await BlockWriterAsync(gate);
        var waiting = Enumerable.Range(0, 4).Select(i => InsertAsync($"w{i}")).ToList();

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => InsertAsync("refused"));
        gate.Set();
        await Task.WhenAll([blocked, .. waiting]);

        Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
        Assert.Contains("retry", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["w0", "w1", "w2", "w3"], await NamesAsync());
        await InsertAsync("later");
    }

    [Fact]
    public async Task Queue_is_bounded_by_bytes_too()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = await BlockWriterAsync(gate);
        var first = InsertAsync("first", bytes: 900_000);

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => InsertAsync("second", bytes: 900_000));
        gate.Set();
        await Task.WhenAll(blocked, first);

        Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
        Assert.Equal(["first"], await NamesAsync());
    }

    [Fact]
    public async Task Housekeeping_gives_way_to_clients_takes_no_room_of_theirs_and_is_done_at_last()
    {
        using var gate = new ManualResetEventSlim();
        var done = new ConcurrentQueue<string>();
        var blocked = await BlockWriterAsync(gate);
        var background = _database.WriteAsync(_ => done.Enqueue("house"), WriteSize.Background, _deadline);
        var clients = Enumerable.Range(0, 4)
            .Select(i => _database.WriteAsync(_ => done.Enqueue($"client {i}"), _deadline)).ToList();

        gate.Set();
        await Task.WhenAll([blocked, background, .. clients]);

        Assert.Equal(["client 0", "client 1", "client 2", "client 3", "house"], done);
    }

    [Fact]
    public async Task Cancelled_while_waiting_writes_nothing()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var blocked = await BlockWriterAsync(gate);
        var cancelled = InsertAsync("cancelled", token: cancellation.Token);
        var other = InsertAsync("other");

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Set();
        await Task.WhenAll(blocked, other);

        Assert.Equal(["other"], await NamesAsync());
    }

    [Fact]
    public async Task Cancelled_after_it_began_writes_all()
    {
        using var cancellation = new CancellationTokenSource();
        await _database.WriteAsync(
            session =>
            {
                session.KeyId("one");
                cancellation.Cancel();
                session.KeyId("two");
            },
            cancellation.Token);

        Assert.Equal(["one", "two"], await NamesAsync());
    }

    [Fact]
    public async Task Refused_request_takes_back_its_own_writes_and_no_others_of_its_group()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = await BlockWriterAsync(gate);
        var before = InsertAsync("before");
        var refused = _database.WriteAsync(
            session =>
            {
                session.KeyId("taken back");
                throw new TrackingException(ErrorCode.InvalidState, "refused");
            },
            _deadline);
        var broken = _database.WriteAsync(
            session => session.Statement("INSERT INTO key_name(name) VALUES(NULL)").Run(), _deadline);
        gate.Set();
        await Task.WhenAll(blocked, before);

        Assert.Equal("refused", (await Assert.ThrowsAsync<TrackingException>(() => refused)).Message);
        Assert.Equal(ErrorCode.InternalError, (await Assert.ThrowsAsync<TrackingException>(() => broken)).Code);
        Assert.Equal(["before"], await NamesAsync());
    }

    [Fact]
    public async Task Closing_serves_what_waits_and_leaves_one_file_that_holds_it()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = await BlockWriterAsync(gate);
        var waiting = Enumerable.Range(0, 4).Select(i => InsertAsync($"w{i}")).ToList();
        var closing = _database.DisposeAsync().AsTask();
        gate.Set();
        await Task.WhenAll([blocked, closing, .. waiting]);

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => InsertAsync("late"));
        Assert.Contains("shutting down", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["tracking.db-wal"]));
        Assert.False(File.Exists(_folder["tracking.db.pid"]));
        _database = await OpenAsync();
        Assert.Equal(["w0", "w1", "w2", "w3"], await NamesAsync());
    }

    [Fact]
    public async Task Lock_of_another_program_is_reported_and_writing_goes_on_afterwards()
    {
        using var other = new SqliteConnection($"Data Source={_folder["tracking.db"]};Pooling=False");
        other.Open();
        using (other.BeginTransaction())
        {
            var refusal = await Assert.ThrowsAsync<TrackingException>(() => InsertAsync("refused"));
            Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
            Assert.Contains("another program holds a lock on it", refusal.Message, StringComparison.Ordinal);
        }

        await InsertAsync("written");
        Assert.Equal(["written"], await NamesAsync());
    }

    [Fact]
    public async Task Key_names_beyond_the_capacity_of_the_cache_are_still_known()
    {
        var cache = new KeyNameCache(capacity: 2);
        await _database.WriteAsync(session => Array.ForEach(["a", "b", "c"], name => session.KeyId(name)), _deadline);

        var ids = await _database.ReadAsync(
            session => new[] { "a", "b", "c", "none" }.Select(name => cache.Find(session, name)).ToList(), _deadline);
        Assert.Equal([1, 2, 3, null], ids);
        Assert.Equal(["c", "a"], await _database.ReadAsync(
            session => new[] { 3L, 1L }.Select(id => cache.NameOf(session, id)).ToList(), _deadline));
    }

    private Task<SqliteDatabase> OpenAsync() => SqliteDatabase.OpenAsync(
        new SqliteStoreConfig(_folder["tracking.db"])
        {
            QueuedWritesMax = 4,
            QueuedWriteBytesMax = 1 << 20,
            BusyTimeoutMs = 50,
        },
        new SteppingTime(),
        Migration.ForSqlite,
        _deadline);

    /// <summary>Completes when the writer is busy with a request that ends when the gate opens.</summary>
    private async Task<Task> BlockWriterAsync(ManualResetEventSlim gate)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocked = _database.WriteAsync(
            _ =>
            {
                begun.SetResult();
                gate.Wait(Patience.Limit);
            },
            _deadline);
        await begun.Task.WaitAsync(_deadline);
        return blocked;
    }

    private Task<long> InsertAsync(string name, long bytes = 10, CancellationToken? token = null) =>
        _database.WriteAsync(session => session.KeyId(name), new WriteSize(bytes, 1), token ?? _deadline);

    private Task<List<string>> NamesAsync() => _database.ReadAsync(
        session =>
        {
            var names = new List<string>();
            using var statement = session.Prepare("SELECT name FROM key_name ORDER BY name");
            while (statement.Step())
            {
                names.Add(statement.Text(0));
            }

            return names;
        },
        _deadline);
}
