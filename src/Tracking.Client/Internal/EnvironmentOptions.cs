using System.Globalization;

namespace Tracking.Client.Internal;

/// <summary>Options from the variables of MLflow's clients. Empty counts as unset.</summary>
internal static class EnvironmentOptions
{
    internal static TrackingClientOptions Read(string? trackingUri, Func<string, string?> variable)
    {
        var defaults = new TrackingClientOptions();
        return new TrackingClientOptions
        {
            TrackingUri = Given(trackingUri) ?? Text("MLFLOW_TRACKING_URI") ?? defaults.TrackingUri,
            Username = Text("MLFLOW_TRACKING_USERNAME"),
            Password = Text("MLFLOW_TRACKING_PASSWORD"),
            Token = Text("MLFLOW_TRACKING_TOKEN"),
            ExperimentName = Text("MLFLOW_EXPERIMENT_NAME"),
            ExperimentId = Text("MLFLOW_EXPERIMENT_ID") ?? defaults.ExperimentId,
            RunId = Text("MLFLOW_RUN_ID"),
            RequestTimeout = TimeSpan.FromSeconds(
                Number("MLFLOW_HTTP_REQUEST_TIMEOUT", defaults.RequestTimeout.TotalSeconds,
                    OptionLimits.MaxTimeoutSeconds)),
            // MLflow's clients cap the retries as well instead of refusing more.
            MaxRetries = (int)Math.Min(OptionLimits.MaxRetries,
                Number("MLFLOW_HTTP_REQUEST_MAX_RETRIES", defaults.MaxRetries, int.MaxValue)),
            BackoffFactor = Number(
                "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", defaults.BackoffFactor, OptionLimits.MaxWaitSeconds),
            BackoffJitter = Number(
                "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER", defaults.BackoffJitter, OptionLimits.MaxWaitSeconds),
        };

        string? Text(string name) => Given(variable(name));

        double Number(string name, double otherwise, double maximum)
        {
            var text = Text(name);
            if (text is null)
                return otherwise;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value >= 0 && value <= maximum
                ? value
                : throw new ArgumentException($"{name} is '{text}'; expected a number from 0 to {maximum}");
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
