using Tracking.Client.Internal.Artifacts.Uploads;
using Tracking.Client.Spool;

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
    internal const double MinSamplingSeconds = 0.1;
    internal const double MaxSamplingSeconds = 3_600;
    internal const int MaxSamples = 1_000;
    internal const double MaxSpoolSeconds = 3_600;
    internal const double MaxSpoolBytes = 1L << 50;
    internal const double MaxBytes = 1L << 50;

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
        var metrics = options.SystemMetrics;
        Within("SamplingInterval", metrics.SamplingInterval.TotalSeconds, MinSamplingSeconds, MaxSamplingSeconds);
        Within("SamplesBeforeLogging", metrics.SamplesBeforeLogging, 1, MaxSamples);
        CheckTls(options, problems);
        var spool = options.Spool;
        Within("Spool.MaxBytes", spool.MaxBytes, SpoolOptions.SmallestMaxBytes, MaxSpoolBytes);
        Within("Spool.MaxWait", spool.MaxWait.TotalSeconds, 0, MaxSpoolSeconds);
        Within("Spool.FlushInterval", spool.FlushInterval.TotalSeconds, 0.01, MaxSpoolSeconds);
        Within("Spool.Patience", spool.Patience.TotalSeconds, 0, MaxSpoolSeconds);
        Within("UploadInPartsFromBytes", options.UploadInPartsFromBytes, PartedUpload.MinFileBytes, MaxBytes);
        Within("CacheMaxBytes", options.CacheMaxBytes, 0, MaxBytes);
        if (string.IsNullOrWhiteSpace(options.CacheFolder))
            problems.Add("CacheFolder is empty; expected a folder");
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

    private static void CheckTls(TrackingClientOptions options, List<string> problems)
    {
        if (options.InsecureTls && options.ServerCertificatePath is not null)
            problems.Add("InsecureTls and ServerCertificatePath are both set; expected one of them at most");
        var hasTls = options.InsecureTls || options.ServerCertificatePath is not null
            || options.ClientCertificatePath is not null;
        if (hasTls && options.HttpHandler is not null)
            problems.Add("HttpHandler is set, and TLS options too; expected the handler to bring its own");
    }
}
