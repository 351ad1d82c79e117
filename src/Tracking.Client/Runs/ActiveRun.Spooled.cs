using System.Text;
using Tracking.Artifacts;
using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Spool;

namespace Tracking.Client.Runs;

/// <content>
/// Logging that returns at once: everything is appended to the run's spool and sent in the background, in order. What
/// the server refuses is told by <c>FlushAsync</c>, <c>SpoolOptions.OnProblem</c> and the run's status.
/// </content>
public sealed partial class ActiveRun
{
    /// <summary>Logs a point of a metric: some 100 ns, no allocation, and it survives the process.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">Any number; NaN is kept.</param>
    /// <param name="step">Such as the epoch.</param>
    /// <exception cref="TrackingClientException">There is no room, and the options ask for an error then.</exception>
    public void LogMetric(string key, double value, long step = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Open()._spool.LogMetric(key, value, step);
    }

    /// <summary>Logs a point of several metrics, as <see cref="LogMetric"/> does.</summary>
    /// <param name="metrics">Keys and values.</param>
    /// <param name="step">Such as the epoch.</param>
    public void LogMetrics(IEnumerable<KeyValuePair<string, double>> metrics, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (key, value) in metrics)
            LogMetric(key, value, step);
    }

    /// <summary>Logs a point of several metrics, as <see cref="LogMetric"/> does.</summary>
    /// <param name="step">Such as the epoch.</param>
    /// <param name="metrics">Keys and values.</param>
    public void LogMetrics(long step, params ReadOnlySpan<(string Key, double Value)> metrics)
    {
        foreach (var (key, value) in metrics)
            LogMetric(key, value, step);
    }

    /// <summary>Logs a parameter without waiting; the server refuses the same key with another value.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">Written in the invariant culture; null as an empty text.</param>
    public void LogParam(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Open()._spool.LogSetting(RecordKind.Param, key, ParamText.Of(value));
    }

    /// <summary>Logs parameters without waiting.</summary>
    /// <param name="parameters">Keys and values, as <see cref="LogParam"/> takes them.</param>
    public void LogParams(IEnumerable<KeyValuePair<string, object?>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (key, value) in parameters)
            LogParam(key, value);
    }

    /// <summary>Sets a tag without waiting, replacing its value.</summary>
    /// <param name="key">At most 250 characters.</param>
    /// <param name="value">At most 8,000 characters.</param>
    public void SetTag(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        Open()._spool.LogSetting(RecordKind.Tag, key, value);
    }

    /// <summary>Sets tags without waiting, replacing their values.</summary>
    /// <param name="tags">Keys and values.</param>
    public void SetTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (var (key, value) in tags)
            SetTag(key, value);
    }

    /// <summary>Writes a text as an artifact without waiting.</summary>
    /// <param name="text">Stored as UTF-8, at most 8 MiB of it.</param>
    /// <param name="artifactFile">Where, such as <c>notes/readme.txt</c>.</param>
    /// <exception cref="ArgumentException">The text is too long; <c>LogTextAsync</c> takes any length.</exception>
    /// <exception cref="InvalidArtifactPathException">The path is no path below the run.</exception>
    public void LogText(string text, string artifactFile)
    {
        ArgumentNullException.ThrowIfNull(text);
        Open()._spool.LogText(ArtifactPath.Parse(artifactFile).Value, Encoding.UTF8.GetBytes(text));
    }
}
