using Tracking.Client.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// Repeats what fails in passing: doubling waits with jitter, at most 30 s unless the server asks for more.
/// </summary>
/// <param name="options">Backoff, clock and randomness.</param>
/// <param name="losses">Told when a server begins to fail.</param>
/// <param name="maxRepeats">Null to go on until cancelled.</param>
internal sealed class Repeater(TrackingClientOptions options, Losses losses, int? maxRepeats)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private readonly Lock _randomGate = new();

    /// <summary>Gives what is not worth repeating, or was repeated often enough, to the caller.</summary>
    internal async Task RunAsync(Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await attempt(cancellationToken);
                return;
            }
            catch (TrackingClientException passing)
                when (!DeliveryFailure.IsRefusal(passing) && failures < (maxRepeats ?? int.MaxValue))
            {
                if (failures == 0)
                    losses.Tell(LoggingProblemKind.ServerUnavailable, passing.Message);
                await Task.Delay(WaitAfter(failures, passing), options.Time, cancellationToken);
            }
        }
    }

    private TimeSpan WaitAfter(int failures, TrackingClientException failure)
    {
        if (failure.RetryAfter is { } asked)
            return asked > Shortest ? asked : Shortest;
        double jitter;
        lock (_randomGate)
        {
            jitter = options.BackoffJitter * options.Random.NextDouble();
        }

        // Half of what calls wait that somebody waits for: nobody waits here, and the server may be back soon.
        var seconds = (options.BackoffFactor / 2 * Math.Pow(2, Math.Min(failures, 16))) + jitter;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, Shortest.TotalSeconds, Longest.TotalSeconds));
    }
}
