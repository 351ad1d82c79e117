using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>The <c>tracking</c> tool as a process of its own.</summary>
internal sealed partial class CliProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly LineSigns _output = new();
    private readonly LineSigns _errors = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CliProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        _process.ErrorDataReceived += (_, line) => OnError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>By its whole path, so that a test may start the tool with another PATH.</summary>
    public static string DotnetProgram => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public string Output => _output.Text;

    public string Errors => _errors.Text;

    /// <summary>What it holds of the machine's memory now.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static CliProcess Start(string folder, params string[] arguments) =>
        Start([], folder, [], arguments);

    /// <summary>With environment variables of its own.</summary>
    public static CliProcess Start(
        string folder, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments) =>
        Start([], folder, environment, arguments);

    /// <summary>With a disk of that size at a folder that must exist; only the process sees it.</summary>
    public static CliProcess StartOnDisk(string disk, int megabytes, string folder, params string[] arguments) =>
        StartOnDisk(disk, megabytes, folder, [], arguments);

    /// <summary>With a disk of its own and environment variables.</summary>
    public static CliProcess StartOnDisk(
        string disk,
        int megabytes,
        string folder,
        IReadOnlyList<(string Name, string Value)> environment,
        params string[] arguments) => Start(
        [
            "unshare", "--map-root-user", "--mount", "sh", "-c",
            "mount -t tmpfs -o size=\"$1\"m tmpfs \"$2\" && shift 2 && exec \"$@\"", "sh", $"{megabytes}", disk,
        ],
        folder,
        environment,
        arguments);

    /// <summary>Without root's privilege to write what is read-only; any other user never had it.</summary>
    public static CliProcess StartUnprivileged(string folder, params string[] arguments) => Start(
        Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [],
        folder,
        [],
        arguments);

    private static CliProcess Start(
        string[] launcher,
        string folder,
        IReadOnlyList<(string Name, string Value)> environment,
        string[] arguments)
    {
        string[] command = [.. launcher, DotnetProgram, Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll")];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        start.Environment.Remove("MLFLOW_TRACKING_URI");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new CliProcess(start);
    }

    /// <summary>Waits until it says where it listens.</summary>
    public async Task<Uri> AddressAsync()
    {
        var first = await Patience.For(Task.WhenAny(_address.Task, _process.WaitForExitAsync()), "the start line");
        Assert.True(first == _address.Task, $"It ended with code {ExitCodeOrNone()} instead of listening: {Errors}");
        return await _address.Task;
    }

    /// <summary>Waits until it has written a line with that part to standard output.</summary>
    public Task<string> PrintedAsync(string part) => _output.SeenAsync(part);

    /// <summary>Waits until it has written a line with that part to standard error.</summary>
    public Task<string> SaidAsync(string part) => _errors.SeenAsync(part);

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await Patience.For(_process.WaitForExitAsync(), "the end of the process");
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await Patience.For(_process.WaitForExitAsync(), "the end of the killed process");
    }

    /// <summary>The most memory that it ever had resident, as Linux counts it.</summary>
    public async Task<long> PeakMemoryBytesAsync()
    {
        var status = await File.ReadAllLinesAsync($"/proc/{_process.Id}/status");
        var kilobytes = status.Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ')[^2];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Asks it to stop as Ctrl-C and service managers do.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Sends a signal by its name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string ExitCodeOrNone() => _process.HasExited ? $"{_process.ExitCode}" : "none";

    private void OnOutput(string? line)
    {
        if (line is not null)
        {
            _output.Add(line);
        }

        if (line is not null && ListeningAddress().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Value));
        }
    }

    private void OnError(string? line)
    {
        if (line is not null)
        {
            _errors.Add(line);
        }
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex ListeningAddress();
}
