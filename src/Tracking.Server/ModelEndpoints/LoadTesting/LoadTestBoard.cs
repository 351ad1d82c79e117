using Microsoft.Extensions.Hosting;
using Tracking.Core.Errors;

namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>The load tests of a server: one at a time, and the last of them to look at. Thread-safe.</summary>
internal sealed class LoadTestBoard(TimeProvider time) : IHostedService, IDisposable
{
    private const int MostKept = 50;

    private readonly Lock _gate = new();
    private readonly LinkedList<LiveLoadTest> _newestFirst = new();

    /// <exception cref="TrackingException">One runs already, or the endpoint is not ready.</exception>
    public LiveLoadTest Start(LiveEndpoint endpoint, LoadPlan plan)
    {
        lock (_gate)
        {
            if (_newestFirst.First?.Value is { IsRunning: true } other)
            {
                throw new TrackingException(
                    ErrorCode.RequestLimitExceeded,
                    $"A load test of '{other.ToWire().Endpoint}' runs already, and two would measure each other: " +
                    "wait for its end or cancel it.");
            }

            var test = new LiveLoadTest(endpoint, plan, time);
            _newestFirst.AddFirst(test);
            if (_newestFirst.Count > MostKept)
            {
                _newestFirst.Last!.Value.Dispose();
                _newestFirst.RemoveLast();
            }

            return test;
        }
    }

    public IReadOnlyList<LiveLoadTest> List()
    {
        lock (_gate)
        {
            return [.. _newestFirst];
        }
    }

    /// <exception cref="TrackingException">There is none of that id.</exception>
    public LiveLoadTest Get(string id) => List().FirstOrDefault(one => one.Id == id)
        ?? throw new TrackingException(
            ErrorCode.ResourceDoesNotExist,
            $"There is no load test '{id}'. A server keeps the last {MostKept} while it runs.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(List().Where(one => one.IsRunning).Select(one => one.CancelAsync()));

    public void Dispose()
    {
        foreach (var test in List())
        {
            test.Dispose();
        }
    }
}
