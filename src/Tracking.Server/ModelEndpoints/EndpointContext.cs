using Microsoft.Extensions.Logging;
using Tracking.Server.ModelEndpoints.Figures;

namespace Tracking.Server.ModelEndpoints;

/// <summary>What the endpoints of a server share.</summary>
/// <param name="Launcher">Starts their processes; null in a server that starts none.</param>
/// <param name="Server">This server, once it listens.</param>
/// <param name="Http">Calls them.</param>
/// <param name="Time">The clock.</param>
internal sealed record EndpointContext(
    IServeHostLauncher? Launcher, Task<ListeningServer> Server, HttpClient Http, TimeProvider Time)
{
    /// <summary>The longest page of figures that is read.</summary>
    public const int PageBytesMax = 4 << 20;

    public static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Reads a host's figures; false where it does not answer in time.</summary>
    public async Task<bool> ReadAsync(Uri host, FigureHistory figures, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var answer = await Http.GetAsync(new Uri(host, "metrics"), either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return false;
            }

            figures.Note(HostTotals.Read(await answer.Content.ReadAsStringAsync(either.Token)), NowMs);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>A server that listens.</summary>
/// <param name="Address">Where, for processes of this machine.</param>
/// <param name="Log">For what its operator should see.</param>
internal sealed record ListeningServer(Uri Address, ILogger Log);
