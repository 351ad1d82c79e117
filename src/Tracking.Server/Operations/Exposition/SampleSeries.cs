namespace Tracking.Server.Operations.Exposition;

/// <summary>One line of samples over time: the values of an instrument under one set of labels. Thread-safe.</summary>
/// <param name="labels">As exposed, such as <c>method="GET",status="200"</c>; empty for none.</param>
internal abstract class SampleSeries(string labels)
{
    public string Labels => labels;

    public abstract void Record(double value);

    public abstract void Write(PrometheusText text, string name);
}

/// <summary>A value that measurements add to.</summary>
internal sealed class SumSeries(string labels) : SampleSeries(labels)
{
    private double _sum;

    public override void Record(double value)
    {
        double before, after;
        do
        {
            before = Volatile.Read(ref _sum);
            after = before + value;
        }
        while (Interlocked.CompareExchange(ref _sum, after, before) != before);
    }

    public override void Write(PrometheusText text, string name) =>
        text.Sample(name, Labels, Volatile.Read(ref _sum));
}

/// <summary>A value that the last measurement replaces.</summary>
internal sealed class LastSeries(string labels) : SampleSeries(labels)
{
    private double _last;

    public override void Record(double value) => Volatile.Write(ref _last, value);

    public override void Write(PrometheusText text, string name) =>
        text.Sample(name, Labels, Volatile.Read(ref _last));
}

/// <summary>Measurements by size.</summary>
internal sealed class HistogramSeries(string labels, IReadOnlyList<double> bounds) : SampleSeries(labels)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    public override void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        lock (_gate)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    public override void Write(PrometheusText text, string name)
    {
        long[] counts;
        double sum;
        lock (_gate)
        {
            counts = [.. _counts];
            sum = _sum;
        }

        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            text.Bucket(name, Labels, i < bounds.Count ? bounds[i] : double.PositiveInfinity, total);
        }

        text.Sample(name + "_sum", Labels, sum);
        text.Sample(name + "_count", Labels, total);
    }
}
