using Tracking.Client;
using Tracking.Client.Spool;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Faults;

/// <summary>A job whose server is killed and started again, on the same port and database, while it logs.</summary>
public sealed class KilledServerOfJobSpecs : IDisposable
{
    private const int Kills = 5;
    private const int Points = 20_000;

    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _outages = new(0);
    private int _lost;

    [Fact]
    public async Task A_job_that_logs_through_five_kills_of_its_server_has_every_point_there_once_in_order()
    {
        await using var server = new RestartedServer(_folder.Path);
        await using var client = NewClient(await server.StartAsync());
        var run = await client.StartRunAsync();
        var random = new Random(5);
        var logged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            LoggingJob.Log(run, logged, Points);
            await LoggingJob.ReachedAsync(client, run.Id, logged + random.Next(Points / 2));
            await server.KillAsync();
            LoggingJob.Log(run, logged + Points, Points);
            logged += 2 * Points;
            Assert.True(await _outages.WaitAsync(Patience.Limit), "nobody noticed that the server was away");
            await server.StartAsync();
        }

        await run.EndAsync();
        await LoggingJob.AssertKeptAsync(client, run.Id, logged);
        Assert.Equal(RunStatus.Finished, (await client.Runs.GetAsync(run.Id)).Info!.Status);
        Assert.Equal(0, _lost);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["spool"]));
    }

    public void Dispose()
    {
        _outages.Dispose();
        _folder.Dispose();
    }

    private TrackingClient NewClient(Uri address)
    {
        var options = LoggingJob.Options(address.ToString(), _folder["spool"]);
        return new TrackingClient(options with { Spool = options.Spool with { OnProblem = Note } });
    }

    private void Note(LoggingProblem problem)
    {
        Interlocked.Add(ref _lost, (int)problem.Count);
        if (problem.Kind == LoggingProblemKind.ServerUnavailable)
        {
            _outages.Release();
        }
    }

    /// <summary>A server that comes back where it was: on its port, with its database.</summary>
    private sealed class RestartedServer(string folder) : IAsyncDisposable
    {
        private CliProcess? _process;
        private Uri? _address;

        public async Task<Uri> StartAsync()
        {
            _process = CliProcess.Start(folder, "server", "--port", $"{_address?.Port ?? 0}");
            var address = await _process.AddressAsync();
            Assert.Equal(_address ?? address, address);
            return _address = address;
        }

        public async Task KillAsync()
        {
            await _process!.KillAsync();
            await _process.DisposeAsync();
            _process = null;
        }

        public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
