using System.ComponentModel;
using System.Diagnostics;
using Tracking.Server.ModelEndpoints;

namespace Tracking.Cli.Commands.Server.Endpoints;

/// <summary>
/// Starts <c>tracking serve</c> for endpoints of the server: on loopback, on a free port, and bound to this process by
/// its standard input, which the system closes even when this process is killed.
/// </summary>
internal sealed class ServeProcesses : IServeHostLauncher
{
    /// <summary>Keys, certificates and ports of a serve host that is reached from elsewhere.</summary>
    private static readonly string[] ForeignVariables =
    [
        "TRACKING_SERVE_PREDICT_KEYS", "TRACKING_SERVE_ADMIN_KEYS", "TRACKING_SERVE_API_KEYS_FILE",
        "TRACKING_SERVE_RESTRICT", "TRACKING_SERVE_SSL_CERTFILE", "TRACKING_SERVE_SSL_KEYFILE",
    ];

    /// <inheritdoc/>
    public async Task<IServeHost> StartAsync(ServeHostLaunch launch, CancellationToken cancellationToken)
    {
        var host = new ServeProcess(Begin(launch), launch.Log);
        try
        {
            await host.ReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private static Process Begin(ServeHostLaunch launch)
    {
        IReadOnlyList<string> words =
        [
            .. OwnProgram.Words(), "serve", "--model-uri", launch.ModelUri,
            "--tracking-uri", launch.TrackingServer.ToString().TrimEnd('/'),
            "--host", "127.0.0.1", "--port", "0", "--stop-with-input", "--access-log", "json",
        ];
        var info = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var variable in ForeignVariables)
        {
            info.Environment.Remove(variable);
        }

        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception error)
        {
            throw new ServeHostException($"'{words[0]}' cannot be started: {error.Message}", error);
        }
    }
}
