using Tracking.Client.Internal.Surroundings;

namespace Tracking.Client.Internal;

/// <summary>Options from the variables and files of MLflow's clients. Empty counts as unset.</summary>
internal static class EnvironmentOptions
{
    private const string Metrics = "MLFLOW_SYSTEM_METRICS_";
    private const string Request = "MLFLOW_HTTP_REQUEST_";

    /// <param name="trackingUri">The server; wins over the variable.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <param name="home">The user's folder, where credentials files are; null to read none.</param>
    internal static TrackingClientOptions Read(
        string? trackingUri, Func<string, string?> variable, string? home = null)
    {
        var given = new EnvironmentVariables(variable);
        var defaults = new TrackingClientOptions();
        var uri = EnvironmentVariables.Given(trackingUri) ?? given.Text("MLFLOW_TRACKING_URI");
        var access = ServerAccess.Find(uri ?? defaults.TrackingUri, given, home);
        return new TrackingClientOptions
        {
            TrackingUri = access.Uri,
            Username = access.Username,
            Password = access.Password,
            Token = access.Token,
            InsecureTls = given.Flag("MLFLOW_TRACKING_INSECURE_TLS", false),
            ServerCertificatePath = given.Text("MLFLOW_TRACKING_SERVER_CERT_PATH"),
            ClientCertificatePath = given.Text("MLFLOW_TRACKING_CLIENT_CERT_PATH"),
            ExperimentName = given.Text("MLFLOW_EXPERIMENT_NAME"),
            ExperimentId = given.Text("MLFLOW_EXPERIMENT_ID") ?? defaults.ExperimentId,
            RunId = given.Text("MLFLOW_RUN_ID"),
            Mode = Mode(given.Text("TRACKING_MODE")),
            RequestTimeout = TimeSpan.FromSeconds(given.Number(
                Request + "TIMEOUT", defaults.RequestTimeout.TotalSeconds, 0, OptionLimits.MaxTimeoutSeconds)),
            // MLflow's clients cap the retries as well instead of refusing more.
            MaxRetries = (int)Math.Min(
                OptionLimits.MaxRetries,
                given.Number(Request + "MAX_RETRIES", defaults.MaxRetries, 0, int.MaxValue)),
            BackoffFactor = given.Number(
                Request + "BACKOFF_FACTOR", defaults.BackoffFactor, 0, OptionLimits.MaxWaitSeconds),
            BackoffJitter = given.Number(
                Request + "BACKOFF_JITTER", defaults.BackoffJitter, 0, OptionLimits.MaxWaitSeconds),
            RespectRetryAfter = given.Flag("MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER", defaults.RespectRetryAfter),
            SystemMetrics = SystemMetricsOf(given, defaults.SystemMetrics),
            HeartbeatInterval = TimeSpan.FromSeconds(given.Number(
                "TRACKING_HEARTBEAT_INTERVAL", defaults.HeartbeatInterval.TotalSeconds, 0,
                OptionLimits.MaxHeartbeatSeconds)),
            CacheFolder = given.Text("TRACKING_CACHE_FOLDER") ?? defaults.CacheFolder,
            CacheMaxBytes = (long)given.Number(
                "TRACKING_CACHE_MAX_BYTES", defaults.CacheMaxBytes, 0, OptionLimits.MaxBytes),
        };
    }

    private static SystemMetricsOptions SystemMetricsOf(EnvironmentVariables given, SystemMetricsOptions defaults) =>
        new()
        {
            Enabled = given.Flag("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", defaults.Enabled),
            SamplingInterval = TimeSpan.FromSeconds(given.Number(
                Metrics + "SAMPLING_INTERVAL",
                defaults.SamplingInterval.TotalSeconds,
                OptionLimits.MinSamplingSeconds,
                OptionLimits.MaxSamplingSeconds)),
            SamplesBeforeLogging = (int)given.Number(
                Metrics + "SAMPLES_BEFORE_LOGGING", defaults.SamplesBeforeLogging, 1, OptionLimits.MaxSamples),
            NodeId = given.Text(Metrics + "NODE_ID"),
        };

    private static TrackingMode Mode(string? text) => text switch
    {
        null or "online" => TrackingMode.Online,
        "offline" => TrackingMode.Offline,
        _ => throw new ArgumentException($"TRACKING_MODE is '{text}'; expected online or offline"),
    };
}
