using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Client.ModelEndpoints;

/// <summary>
/// Short load tests of endpoints, which the server runs one at a time; MLflow's own server has none. Every failure
/// is a <see cref="TrackingClientException"/>.
/// </summary>
public sealed class LoadTestsClient
{
    private readonly Api _api;

    internal LoadTestsClient(Api api) => _api = api;

    /// <summary>Starts a load test.</summary>
    /// <param name="request">The endpoint and the body that is sent again and again, at least.</param>
    /// <param name="cancellationToken">Cancels the call, not the test.</param>
    public async Task<LoadTest> StartAsync(
        StartLoadTestRequest request, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.LoadTests.Start, request, cancellationToken));

    /// <summary>A load test as far as it is.</summary>
    /// <param name="loadTestId">The test.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LoadTest> GetAsync(string loadTestId, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.LoadTests.Get, Of(loadTestId), cancellationToken));

    /// <summary>The tests since the server's start, newest first.</summary>
    /// <param name="modelName">Only those of a model; all by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<LoadTest>> ListAsync(
        string? modelName = null, CancellationToken cancellationToken = default)
    {
        var request = new ListLoadTestsRequest { ModelName = modelName };
        return (await _api.SendAsync(Routes.LoadTests.List, request, cancellationToken)).LoadTests ?? [];
    }

    /// <summary>Ends a load test before its time; what it has measured is kept.</summary>
    /// <param name="loadTestId">The test.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LoadTest> CancelAsync(string loadTestId, CancellationToken cancellationToken = default) =>
        Required(await _api.SendAsync(Routes.LoadTests.Cancel, Of(loadTestId), cancellationToken));

    private static LoadTestRequest Of(string loadTestId) => new() { LoadTestId = loadTestId };

    private static LoadTest Required(LoadTestResponse answer) => Api.Required(answer.LoadTest, "load_test");
}
