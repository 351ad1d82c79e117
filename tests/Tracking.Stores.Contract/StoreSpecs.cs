using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.TestKit;

namespace Tracking.Stores.Contract;

/// <summary>The base of all suites: a fresh store per test.</summary>
public abstract class StoreSpecs : IAsyncLifetime
{
    protected const string ArtifactRoot = "mlflow-artifacts:/";

    private IStoreRig? _rig;

    protected IStoreRig Rig => _rig ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>Cancelled when a test takes unreasonably long, so that a hang fails.</summary>
    protected CancellationToken Deadline { get; } = Patience.Token();

    protected abstract Task<IStoreRig> OpenAsync(CancellationToken cancellationToken);

    public async Task InitializeAsync()
    {
        _rig = await OpenAsync(Deadline);
        await _rig.Experiments.EnsureDefaultAsync(ArtifactRoot, Deadline);
    }

    public async Task DisposeAsync()
    {
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    protected Task<Experiment> CreateExperimentAsync(string name) =>
        Rig.Experiments.CreateAsync(new NewExperiment(name, ArtifactRoot, null, []), Deadline);

    protected Task<Run> CreateRunAsync(string runId, long experimentId = 0, long startMs = 100) =>
        Rig.Runs.CreateAsync(new NewRun(runId, experimentId, "user", "name", startMs, []), Deadline);

    protected Task LogMetricsAsync(string runId, params LoggedMetric[] metrics) =>
        Rig.Runs.LogAsync(new RunBatch(runId, metrics, [], []), Deadline);

    protected static LoggedMetric Metric(string key, long step, long timeMs, double value) =>
        new(key, new MetricPoint(step, timeMs, value));

    /// <summary>The act is refused with this code and this message.</summary>
    protected static async Task AssertRefusedAsync(ErrorCode code, string message, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<TrackingException>(act);
        Assert.Equal(code, refusal.Code);
        Assert.Equal(message, refusal.Message);
    }
}
