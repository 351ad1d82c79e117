using Microsoft.Extensions.Logging;
using Tracking.Artifacts;
using Tracking.Core.Experiments;

namespace Tracking.Server.Operations.Health;

/// <summary>
/// Whether this server should get requests: its store answers, its artifacts can be written, and it is not about to
/// stop. However many ask, each check runs once at a time and its result is kept for a while. Thread-safe.
/// </summary>
internal sealed class Readiness(IReadOnlyList<ReadinessCheck> checks, TimeProvider time) : IDisposable
{
    private const string Well = "ok";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, (string State, DateTimeOffset At)> _known = new(StringComparer.Ordinal);
    private volatile bool _isDraining;

    public static Readiness Of(IExperimentStore experiments, IArtifactStore? artifacts, TimeProvider time)
    {
        var store = new ReadinessCheck(
            "store", token => experiments.FindAsync(0, token), TimeSpan.FromSeconds(1));
        return new Readiness(
            artifacts is null
                ? [store]
                : [store, new("artifacts", token => WriteProbeAsync(artifacts, token), TimeSpan.FromSeconds(10))],
            time);
    }

    /// <summary>From now on the server says that it is not ready, while it goes on serving.</summary>
    public void Drain() => _isDraining = true;

    /// <summary>The state of each check, "ok" or what is wrong; never a cause that outsiders should not see.</summary>
    public async Task<ReadinessReport> ReportAsync(ILogger log, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var states = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var check in checks)
            {
                states[check.Name] = await StateOfAsync(check, log, cancellationToken);
            }

            return new ReadinessReport
            {
                Status = _isDraining ? "draining" : states.Values.All(state => state == Well) ? "ready" : "not ready",
                Checks = states,
            };
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string> StateOfAsync(ReadinessCheck check, ILogger log, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(check.Name, out var known) && time.GetUtcNow() - known.At < check.Lifetime)
        {
            return known.State;
        }

        var state = await RunAsync(check, log, cancellationToken);
        _known[check.Name] = (state, time.GetUtcNow());
        return state;
    }

    private async Task<string> RunAsync(ReadinessCheck check, ILogger log, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            await check.RunAsync(either.Token);
            return Well;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            // Whatever it is, the answer is "not ready"; the log has the cause.
            log.LogWarning(error, "The server is not ready: the check of its {Check} failed", check.Name);
            return clock.IsCancellationRequested ? "no answer in time" : "failed";
        }
    }

    /// <summary>One name for all servers: what a crash leaves behind is one empty file.</summary>
    private static async Task WriteProbeAsync(IArtifactStore artifacts, CancellationToken cancellationToken)
    {
        var probe = ArtifactPath.Parse(".tracking-ready");
        await artifacts.WriteAsync(probe, Stream.Null, cancellationToken);
        await artifacts.DeleteAsync(probe, cancellationToken);
    }
}
