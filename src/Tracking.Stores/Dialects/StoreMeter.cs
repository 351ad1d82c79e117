using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tracking.Stores.Dialects;

/// <summary>The figures of one open store, whatever its database. Thread-safe.</summary>
internal sealed class StoreMeter : IDisposable
{
    public const string Name = "Tracking.Stores";

    /// <summary>Spans of writes and reads.</summary>
    public static readonly ActivitySource Spans = new(Name);

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly InstrumentAdvice<int> Writes = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256],
    };

    private readonly Histogram<double> _writeSeconds;
    private readonly Histogram<double> _readSeconds;
    private readonly Histogram<double> _commitSeconds;
    private readonly Histogram<int> _commitWrites;
    private readonly Counter<long> _slowAppends;
    private long _waitingWrites;
    private long _waitingBytes;
    private long _waitingReads;
    private long _runningReads;

    public StoreMeter()
    {
        _writeSeconds = Meter.CreateHistogram(
            "tracking.store.write.duration", "s", "From a write's arrival to its acknowledgement.", [], Seconds);
        _readSeconds = Meter.CreateHistogram(
            "tracking.store.read.duration", "s", "From a read's arrival to its result.", [], Seconds);
        _commitSeconds = Meter.CreateHistogram(
            "tracking.store.commit.duration", "s", "One transaction with the writes it carries.", [], Seconds);
        _commitWrites = Meter.CreateHistogram(
            "tracking.store.commit.writes", "{write}", "Writes that share one transaction.", [], Writes);
        _slowAppends = Meter.CreateCounter<long>(
            "tracking.store.slow_appends", "{append}", "Appends with points older than the newest stored block.");
        Watch("tracking.store.waiting_writes", "{write}", "Writes that no writer has begun.", () => _waitingWrites);
        Watch("tracking.store.waiting_writes.size", "By", "Estimated size of these writes.", () => _waitingBytes);
        Watch("tracking.store.waiting_reads", "{read}", "Reads that wait for a connection.", () => _waitingReads);
        Watch("tracking.store.readers_in_use", "{connection}", "Connections that read.", () => _runningReads);
    }

    /// <summary>To listen to, and to tell the figures of this store from those of another.</summary>
    public Meter Meter { get; } = new(Name);

    public void WriteArrived(long bytes)
    {
        Interlocked.Increment(ref _waitingWrites);
        Interlocked.Add(ref _waitingBytes, bytes);
    }

    /// <summary>The write waits no more: a writer has begun it, or it was given up.</summary>
    public void WriteLeftQueue(long bytes)
    {
        Interlocked.Decrement(ref _waitingWrites);
        Interlocked.Add(ref _waitingBytes, -bytes);
    }

    public void WriteEnded(TimeSpan duration, bool isWell) =>
        _writeSeconds.Record(duration.TotalSeconds, Outcome(isWell));

    public void ReadArrived() => Interlocked.Increment(ref _waitingReads);

    public void ReadLeftQueue() => Interlocked.Decrement(ref _waitingReads);

    public void ReadBegan() => Interlocked.Increment(ref _runningReads);

    public void ReadLeftReader() => Interlocked.Decrement(ref _runningReads);

    public void ReadEnded(TimeSpan duration, bool isWell) =>
        _readSeconds.Record(duration.TotalSeconds, Outcome(isWell));

    /// <summary>One transaction has ended.</summary>
    public void Committed(TimeSpan duration, int writes, bool isWell)
    {
        _commitSeconds.Record(duration.TotalSeconds, Outcome(isWell));
        _commitWrites.Record(writes);
    }

    public void AppendedSlowly(int appends) => _slowAppends.Add(appends);

    /// <summary>Shows the sizes of the files of the database; 0 for one that is not there.</summary>
    public void WatchFiles(params IReadOnlyList<(string Role, string Path)> files) => Meter.CreateObservableGauge(
        "tracking.store.file.size",
        () => files.Select(file => new Measurement<long>(
            SizeOf(file.Path), new KeyValuePair<string, object?>("file", file.Role))),
        "By",
        "Size of the database's files.");

    public void Dispose() => Meter.Dispose();

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static KeyValuePair<string, object?> Outcome(bool isWell) => new("outcome", isWell ? "ok" : "failed");

    private void Watch(string name, string unit, string description, Func<long> read) =>
        Meter.CreateObservableUpDownCounter(name, read, unit, description);
}
