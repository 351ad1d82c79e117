using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tracking.TestKit.Postgres;

/// <summary>
/// The PostgreSQL of all tests of this process: the one that TRACKING_TEST_POSTGRES names, else a private one that
/// ends with the process.
/// </summary>
public sealed class PostgresCluster
{
    /// <summary>Of a user who may create databases, such as <c>postgresql://postgres@127.0.0.1:5432</c>.</summary>
    public const string Variable = "TRACKING_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresCluster>> Started = new(StartAsync);

    private PostgresCluster(string root, bool isLasting) => (Root, IsLasting) = (root, isLasting);

    /// <summary>The URI without a database.</summary>
    public string Root { get; }

    /// <summary>It outlives the tests, so they must leave nothing in it.</summary>
    public bool IsLasting { get; }

    /// <summary>Why tests are skipped; null to run them.</summary>
    public static string? ReasonToSkip { get; } = Requirements.Unless(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || IsInstalled,
        $"no PostgreSQL is installed, and {Variable} names none");

    private static bool IsInstalled => Requirements.HasProgram("initdb")
        || (Directory.Exists("/usr/lib/postgresql")
            && Directory.EnumerateDirectories("/usr/lib/postgresql").Any(v => File.Exists(Path.Join(v, "bin/initdb"))));

    public static Task<PostgresCluster> GetAsync() => Started.Value;

    private static async Task<PostgresCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } root)
        {
            return new PostgresCluster(root.TrimEnd('/'), isLasting: true);
        }

        var folder = new TempFolder();
        var port = FreePort();
        var start = new ProcessStartInfo("sh")
        {
            ArgumentList = { Path.Join(AppContext.BaseDirectory, "postgres.sh"), folder.Path, $"{port}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("'sh' did not start.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process, folder);
        var said = "";
        while (await Patience.For(process.StandardOutput.ReadLineAsync(), "PostgreSQL to start") is { } line)
        {
            if (line == "ready")
            {
                return new PostgresCluster($"postgresql://postgres@127.0.0.1:{port}", isLasting: false);
            }

            said += line + Environment.NewLine;
        }

        throw new InvalidOperationException("PostgreSQL did not start: " + said);
    }

    private static void Stop(Process process, TempFolder folder)
    {
        process.StandardInput.Close();
        process.WaitForExit(Patience.Limit);
        folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
