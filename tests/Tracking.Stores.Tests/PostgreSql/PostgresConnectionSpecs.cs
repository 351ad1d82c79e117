using Npgsql;
using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.TestKit;
using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>Connections that break, and servers that go away and come back.</summary>
[RequiresPostgres]
public sealed class PostgresConnectionSpecs : IAsyncLifetime, IDisposable
{
    private readonly CancellationToken _deadline = Patience.Token();
    private PostgresTestDatabase _database = null!;
    private CuttingProxy _proxy = null!;
    private TrackingStores _stores = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresTestDatabase.CreateAsync();
        _proxy = new CuttingProxy(_database.Config.Port);
        _stores = await TrackingStores.OpenAsync(
            _database.Config with { Host = "127.0.0.1", Port = _proxy.Port, Password = "hush" },
            TimeProvider.System,
            _deadline);
        await _stores.Experiments.EnsureDefaultAsync("root:/", _deadline);
    }

    public async Task DisposeAsync()
    {
        await _stores.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _proxy.Dispose();

    [Fact]
    public async Task Write_whose_connection_is_ended_half_way_is_run_again_and_is_there_once()
    {
        var attempts = 0;
        await _stores.Database.WriteAsync(
            session =>
            {
                session.Statement("INSERT INTO key_name(name) VALUES('half-way')").Run();
                if (++attempts == 1)
                {
                    Terminate(session);
                }

                session.Statement("INSERT INTO key_name(name) VALUES('the rest')").Run();
            },
            _deadline);

        Assert.Equal(2, attempts);
        Assert.Equal(
            ["half-way", "the rest"], await _database.QueryAsync<string>("SELECT name FROM key_name ORDER BY name"));
    }

    [Fact]
    public async Task Read_whose_connection_is_ended_half_way_is_run_again()
    {
        var attempts = 0;
        var found = await _stores.Database.ReadAsync(
            session =>
            {
                var first = session.Statement("SELECT count(*) FROM experiment").SingleInt64();
                if (++attempts == 1)
                {
                    Terminate(session);
                }

                return first + session.Statement("SELECT count(*) FROM experiment").SingleInt64();
            },
            _deadline);

        Assert.Equal((2, 2L), (attempts, found));
    }

    [Fact]
    public async Task Server_that_is_away_is_told_without_secrets_and_found_again_when_it_is_back()
    {
        await CreateAsync("before");
        _proxy.Cut();
        Func<Task>[] calls = [() => CreateAsync("lost"), () => _stores.Experiments.FindAsync(0, _deadline)];
        foreach (var call in calls)
        {
            var refusal = await Assert.ThrowsAsync<TrackingException>(call);
            Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
            Assert.Contains("nothing was written", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("the connection to the database server failed", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
        }

        _proxy.Mend();
        await CreateAsync("after");
        Assert.NotNull(await _stores.Experiments.FindAsync(0, _deadline));
        Assert.Equal(
            ["Default", "after", "before"],
            await _database.QueryAsync<string>("SELECT name FROM experiment ORDER BY name COLLATE \"C\""));
    }

    [Fact]
    public async Task Create_whose_commit_is_not_answered_says_that_its_fate_is_unknown()
    {
        // Not the READ COMMITTED of the beginning.
        _proxy.CutAfterClientSays("COMMIT\0");

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => CreateAsync("unknown"));

        Assert.Equal(ErrorCode.TemporarilyUnavailable, refusal.Code);
        Assert.Contains(
            "it is not known whether the last request was written", refusal.Message, StringComparison.Ordinal);
        await CreateAsync("next");
    }

    [Fact]
    public async Task Batch_whose_commit_is_not_answered_is_sent_again_and_is_there_once()
    {
        await _stores.Runs.CreateAsync(new NewRun("r", 0, "user", "name", 1, []), _deadline);
        // Sent with the commit: the server does what it was told, and nobody hears of it.
        _proxy.CutAfterClientSays("the last word");

        await _stores.Runs.LogAsync(
            new RunBatch(
                "r",
                [.. Enumerable.Range(0, 300).Select(i => new LoggedMetric("m", new MetricPoint(i, i, i)))],
                [new Param("p", "1")],
                [new Tag("t", "the last word")]),
            _deadline);

        var history = await _stores.Metrics.GetHistoryAsync("r", "m", null, null, _deadline);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), history.Items.Select(point => point.Step));
        Assert.Equal([new Param("p", "1")], (await _stores.Runs.GetAsync("r", _deadline)).Params);
    }

    private Task<Experiment> CreateAsync(string name) =>
        _stores.Experiments.CreateAsync(new NewExperiment(name, "root:/", null, []), _deadline);

    private void Terminate(StoreSession session)
    {
        var process = session.Statement("SELECT pg_backend_pid()").SingleInt64()!.Value;
        using var connection = new NpgsqlConnection(_database.Config.ConnectionString());
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT pg_terminate_backend({process}, 10000)", connection);
        Assert.Equal(true, command.ExecuteScalar());
    }
}
