using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

/// <summary>A job of Program.cs as a process of its own, which talks by lines.</summary>
internal sealed class JobProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private JobProcess(ProcessStartInfo start, Uri server, string spoolFolder)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["MLFLOW_TRACKING_URI"] = server.ToString();
        start.Environment["TRACKING_SPOOL_DIR"] = spoolFolder;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    private static string Program => typeof(JobProcess).Assembly.Location;

    /// <summary>One that needs no server.</summary>
    public static JobProcess Start(params string[] arguments) =>
        new(new ProcessStartInfo("dotnet", ["exec", Program, .. arguments]), new Uri("http://127.0.0.1:1"), "");

    /// <summary>One that goes on with a run.</summary>
    public static JobProcess Resume(Uri server, string spoolFolder, string runId, params string[] arguments) => new(
        new ProcessStartInfo("dotnet", ["exec", Program, .. arguments]) { Environment = { ["MLFLOW_RUN_ID"] = runId } },
        server,
        spoolFolder);

    /// <summary>Its spool lies on a disk of that size, which is there for the job that follows it too.</summary>
    public static JobProcess StartOnDisk(
        int megabytes, Uri server, string spoolFolder, string[] job, string[] next, string setting) => new(
        new ProcessStartInfo(
            "unshare",
            [
                "--map-root-user", "--mount", "sh", "-c",
                $"mount -t tmpfs -o size={megabytes}m tmpfs \"$TRACKING_SPOOL_DIR\" || exit 1; export {setting}; "
                + $"dotnet exec \"$0\" {string.Join(' ', job)}; dotnet exec \"$0\" {string.Join(' ', next)}",
                Program,
            ]),
        server,
        spoolFolder);

    public async Task<string> ReadLineAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync(Patience.Token()) is { } line)
            return line;
        throw new InvalidOperationException($"The job ended: {await _errors}");
    }

    /// <summary>The lines before this one.</summary>
    public async Task<List<string>> ReadUntilAsync(string end)
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is var line && line != end)
            lines.Add(line);
        return lines;
    }

    /// <summary>Lets it go on.</summary>
    public async Task ContinueAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for its end, which must be a success.</summary>
    public async Task SucceededAsync()
    {
        await Patience.For(_process.WaitForExitAsync(), "the end of the job");
        Assert.True(_process.ExitCode == 0, await _errors);
    }

    /// <summary>Waits for its end, however it ends; its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await Patience.For(_process.WaitForExitAsync(), "the end of the job");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
