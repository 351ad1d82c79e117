using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tracking.Core.Errors;
using Tracking.TestKit;

namespace Tracking.Stores.Tests.Faults;

public sealed class KilledCreateSpecs
{
    [Fact]
    public async Task A_kill_leaves_no_run_without_its_answer_and_no_answer_without_its_run()
    {
        using var folder = new TempFolder();
        var answered = await CreateUntilKilledAsync(folder["tracking.db"]);

        await using var stores = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(folder["tracking.db"]), TimeProvider.System, Patience.Token());
        for (var number = 0; number < answered.Max() + 100; number++)
        {
            var stored = await stores.Idempotency.FindAsync($"key{number}", Patience.Token());
            Assert.Equal(stored is not null, await ExistsAsync(stores, $"run{number}"));
            Assert.True(stored is not null || !answered.Contains(number), $"run{number} was answered and is gone");
            Assert.True(stored is null || Encoding.UTF8.GetString(stored.Body) == $"run{number}");
        }
    }

    private static async Task<HashSet<int>> CreateUntilKilledAsync(string database)
    {
        string[] arguments =
            ["exec", Path.Combine(AppContext.BaseDirectory, "Tracking.Stores.Tests.Writer.dll"), "create", database];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var answered = new HashSet<int>();
        while (await process.StandardOutput.ReadLineAsync(Patience.Token()) is { } line)
        {
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var number) && answered.Add(number)
                && answered.Count == 300)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(Patience.Token());
        Assert.True(answered.Count >= 300);
        return answered;
    }

    private static async Task<bool> ExistsAsync(TrackingStores stores, string runId)
    {
        try
        {
            return await stores.Runs.GetAsync(runId, Patience.Token()) is not null;
        }
        catch (TrackingException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return false;
        }
    }
}
