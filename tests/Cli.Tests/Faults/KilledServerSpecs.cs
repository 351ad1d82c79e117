using Microsoft.Data.Sqlite;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Faults;

public sealed class KilledServerSpecs : IDisposable
{
    private const int Kills = 20;
    private const int Clients = 6;
    private const int AcknowledgementsMax = 150;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Every_acknowledged_point_survives_twenty_kills_under_load_and_the_database_is_sound()
    {
        var random = new Random(20);
        var clients = Enumerable.Range(0, Clients).Select(number => new LoggingClient(number)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await LogUntilKilledAsync(clients, random.Next(1, AcknowledgementsMax));
        }

        await using (var server = CliProcess.Start(_folder.Path, "server", "--port", "0"))
        {
            using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
            Assert.All(clients, client => Assert.True(client.Acknowledged > Kills));
            foreach (var client in clients)
            {
                await client.AssertKeptAsync(http);
            }

            server.Terminate();
            Assert.Equal(ExitCodes.Success, await server.ExitCodeAsync());
        }

        Assert.Equal("ok", await CheckIntegrityAsync());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A start, load from all clients, and the kill in the midst of it.</summary>
    private async Task LogUntilKilledAsync(List<LoggingClient> clients, int acknowledgements)
    {
        await using var server = CliProcess.Start(_folder.Path, "server", "--port", "0");
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var remaining = acknowledgements;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var logging = clients.Select(client => client.LogAsync(http, () =>
        {
            if (Interlocked.Decrement(ref remaining) == 0)
            {
                enough.SetResult();
            }
        })).ToList();
        await Patience.For(Task.WhenAny(enough.Task, Task.WhenAll(logging)), "acknowledgements");
        await server.KillAsync();
        await Patience.For(Task.WhenAll(logging), "the end of the clients");
        Assert.True(enough.Task.IsCompleted, $"The server went by itself: {server.Errors}");
    }

    private async Task<string?> CheckIntegrityAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder["mlflow.db"]};Pooling=False");
        await connection.OpenAsync();
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        return await check.ExecuteScalarAsync() as string;
    }
}
