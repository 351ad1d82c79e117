using System.Globalization;
using System.Text;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Predict;

/// <summary>The tool as a process that is killed, or has no room left.</summary>
public sealed class PredictFaultSpecs : IAsyncLifetime, IDisposable
{
    private const int Rows = 120_000;
    private const int Kills = 4;

    private readonly TempFolder _folder = new();

    public async Task InitializeAsync()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        var text = new StringBuilder("id,a,b,c,d\n");
        for (var row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{row % 7},{(row % 1000 == 999 ? "x" : "1.25")},0.5,-2\n");
        }

        _folder.Write("in.csv", text.ToString());
    }

    [Fact]
    public async Task Killed_again_and_again_it_ends_with_the_bytes_of_a_run_that_nobody_killed()
    {
        var random = new Random(5);
        Assert.Equal(ExitCodes.Problems, await EndAsync("whole.csv"));
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var job = Start("out.csv");
            var output = _folder["out.csv.checkpoint"];
            var growth = random.Next(1, 20);
            killed += await KillAfterAsync(job, output, growth) ? 1 : 0;
        }

        var code = File.Exists(_folder["out.csv"]) ? ExitCodes.Problems : await EndAsync("out.csv");

        Assert.Equal(ExitCodes.Problems, code);
        Assert.True(killed > 0, "It was never killed in time.");
        Assert.Equal(
            await File.ReadAllBytesAsync(_folder["whole.csv"]), await File.ReadAllBytesAsync(_folder["out.csv"]));
        Assert.Equal(
            await File.ReadAllBytesAsync(_folder["whole.csv.rejected.jsonl"]),
            await File.ReadAllBytesAsync(_folder["out.csv.rejected.jsonl"]));
        Assert.Empty(Directory.GetFiles(_folder.Path, "out.csv.*p*t*"));
    }

    [ProgramFact("unshare")]
    public async Task On_a_full_disk_it_says_so_and_goes_on_when_there_is_room()
    {
        Directory.CreateDirectory(_folder["disk"]);
        // The shell keeps the small disk mounted between the two attempts.
        string[] tool = [CliProcess.DotnetProgram, Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll")];
        var job = string.Join(' ', [.. tool, .. Arguments("disk/out.csv"), "2>&1"]);
        var script = $"mount -t tmpfs -o size=1m tmpfs disk; {job}; echo code $?; "
            + $"mount -o remount,size=64m disk; {job}; echo code $?; md5sum < disk/out.csv";
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "unshare", ["--map-root-user", "--mount", "sh", "-c", script])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        })!;
        var said = await shell.StandardOutput.ReadToEndAsync(Patience.Token());

        Assert.Equal(ExitCodes.Problems, await EndAsync("whole.csv"));
        Assert.Contains("Error: The output cannot be written", said);
        Assert.Contains($"code {ExitCodes.Failure}\n", said);
        Assert.Contains("by an earlier attempt", said);
        Assert.Contains($"code {ExitCodes.Problems}\n", said);
        var whole = await File.ReadAllBytesAsync(_folder["whole.csv"]);
#pragma warning disable CA5351 // To compare with md5sum, not to protect anything.
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(whole)), said);
#pragma warning restore CA5351
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private static string[] Arguments(string output) =>
    [
        "predict", "-m", "model", "-i", "in.csv", "-o", output, "--keep", "id", "--batch-size", "500",
        "--checkpoint-seconds", "0",
    ];

    private CliProcess Start(string output) => CliProcess.Start(_folder.Path, Arguments(output));

    private async Task<int> EndAsync(string output)
    {
        await using var job = Start(output);
        return await job.ExitCodeAsync();
    }

    /// <summary>Kills it once it has saved that often; false if it ended before.</summary>
    private static async Task<bool> KillAfterAsync(CliProcess job, string checkpoint, int saves)
    {
        using var saved = new FileSystemWatcher(Path.GetDirectoryName(checkpoint)!, Path.GetFileName(checkpoint));
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        saved.Renamed += (_, _) =>
        {
            if (Interlocked.Increment(ref count) >= saves)
            {
                enough.TrySetResult();
            }
        };
        saved.EnableRaisingEvents = true;
        var ended = job.ExitCodeAsync();
        var first = await Patience.For(Task.WhenAny(enough.Task, ended), "enough checkpoints");
        if (first == ended)
        {
            return false;
        }

        await job.KillAsync();
        return true;
    }
}
