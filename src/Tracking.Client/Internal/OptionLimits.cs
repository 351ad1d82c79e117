namespace Tracking.Client.Internal;

/// <summary>The ranges of <see cref="TrackingClientOptions"/>.</summary>
internal static class OptionLimits
{
    internal const int MaxRetries = 10;
    internal const double MaxWaitSeconds = 120;
    internal const double MaxTimeoutSeconds = 86_400;
    internal const double MaxMetricDelaySeconds = 60;
    internal const double MaxHeartbeatSeconds = 3_600;
    internal const int MaxParallelTransfers = 32;

    /// <summary>Collects every problem before it fails; gives the server's address, which ends in a slash.</summary>
    /// <exception cref="ArgumentException">One or more options are out of range.</exception>
    internal static Uri Check(TrackingClientOptions options)
    {
        var problems = new List<string>();
        Within("RequestTimeout", options.RequestTimeout.TotalSeconds, 0.001, MaxTimeoutSeconds);
        Within("MaxRetries", options.MaxRetries, 0, MaxRetries);
        Within("BackoffFactor", options.BackoffFactor, 0, MaxWaitSeconds);
        Within("BackoffJitter", options.BackoffJitter, 0, MaxWaitSeconds);
        Within("MetricDelay", options.MetricDelay.TotalSeconds, 0, MaxMetricDelaySeconds);
        if (options.HeartbeatInterval != TimeSpan.Zero)
            Within("HeartbeatInterval", options.HeartbeatInterval.TotalSeconds, 1, MaxHeartbeatSeconds);
        Within("ParallelTransfers", options.ParallelTransfers, 1, MaxParallelTransfers);
        if (!Uri.TryCreate(options.TrackingUri.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            problems.Add($"TrackingUri is '{options.TrackingUri}'; expected the address of a server, "
                + $"such as {TrackingClientOptions.DefaultTrackingUri}");
        }

        return problems.Count == 0 ? uri! : throw new ArgumentException(string.Join("; ", problems));

        void Within(string name, double value, double minimum, double maximum)
        {
            if (!(value >= minimum && value <= maximum))
                problems.Add(FormattableString.Invariant($"{name} is {value}; expected {minimum} to {maximum}"));
        }
    }
}
