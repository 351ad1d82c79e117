using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Tracking.TestKit.Slurm;

/// <summary>A real Slurm of one node in a temporary folder; its processes end with this one.</summary>
public sealed class RunningSlurm : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;

    private RunningSlurm(TempFolder folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>Why tests are skipped; null to run them.</summary>
    public static string? ReasonToSkip { get; } = Requirements.Unless(
        Requirements.HasProgram("slurmctld") && Requirements.HasProgram("munged") && Environment.IsPrivilegedProcess,
        "no Slurm is installed, or these tests do not run as root");

    /// <summary>With which programs find this cluster.</summary>
    public (string Name, string Value) Variable => ("SLURM_CONF", _folder["slurm.conf"]);

    public static async Task<RunningSlurm> StartAsync()
    {
        var folder = new TempFolder();
        var start = new ProcessStartInfo("sh")
        {
            ArgumentList =
            {
                Path.Join(AppContext.BaseDirectory, "slurm.sh"), folder.Path, $"{FreePort()}", $"{FreePort()}",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("'sh' did not start.");
        var said = "";
        while (await Patience.For(process.StandardOutput.ReadLineAsync(), "Slurm to start") is { } line)
        {
            if (line == "ready")
            {
                return new RunningSlurm(folder, process);
            }

            said += line + Environment.NewLine;
        }

        throw new InvalidOperationException("Slurm did not start: " + said);
    }

    /// <summary>Runs one of Slurm's programs to its end and gives what it wrote.</summary>
    public async Task<string> AskAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment[Variable.Name] = Variable.Value;
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync(Patience.Token());
        await Patience.For(process.WaitForExitAsync(), program);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await Patience.For(_process.WaitForExitAsync(), "the end of Slurm");
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A fact that needs Slurm.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute() => Skip = RunningSlurm.ReasonToSkip;
}
