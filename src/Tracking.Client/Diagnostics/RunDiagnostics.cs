using Tracking.Client.Runs;

namespace Tracking.Client.Diagnostics;

/// <summary>What .NET measures anyway, recorded with a run.</summary>
public static class RunDiagnostics
{
    /// <summary>Logs instruments as metrics until the answer is disposed or the run ends.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">Which meters, and how often.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public static MeterMetrics RecordMeters(this ActiveRun run, MeterMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        return new MeterMetrics(run, run.Time, options);
    }

    /// <summary>As the other overload, with default options.</summary>
    /// <param name="run">The run.</param>
    /// <param name="meters">Names of meters; a star at the end stands for anything.</param>
    public static MeterMetrics RecordMeters(this ActiveRun run, params string[] meters) =>
        RecordMeters(run, new MeterMetricsOptions { Meters = meters });

    /// <summary>
    /// Sends activities as traces that belong to the run, until the answer is disposed or the run ends.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="options">Which sources; the experiment is the run's.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public static ActivityTraces RecordActivities(this ActiveRun run, ActivityTracesOptions options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(options);
        var traces = new ActivityTraces(
            run.Transport, options with { ExperimentId = run.ExperimentId, RunId = run.Id }, run.Time);
        run.BeforeEnd(traces.FlushAsync);
        return traces;
    }

    /// <summary>As the other overload, with default options.</summary>
    /// <param name="run">The run.</param>
    /// <param name="sources">Names of activity sources; a star at the end stands for anything.</param>
    public static ActivityTraces RecordActivities(this ActiveRun run, params string[] sources) =>
        RecordActivities(run, new ActivityTracesOptions { Sources = sources });

    /// <summary>Logs what is reported as a metric; the step counts the reports. Never waits.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">The metric, such as <c>progress</c>.</param>
    public static IProgress<double> ProgressOf(this ActiveRun run, string key) =>
        ProgressOf<double>(run, key, static value => value);

    /// <summary>Logs a number of what is reported as a metric; the step counts the reports. Never waits.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">The metric, such as <c>downloaded_bytes</c>.</param>
    /// <param name="value">The number of a report.</param>
    /// <typeparam name="T">What is reported.</typeparam>
    public static IProgress<T> ProgressOf<T>(this ActiveRun run, string key, Func<T, double> value)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return new Internal.Diagnostics.MetricProgress<T>(run, key, value);
    }
}
