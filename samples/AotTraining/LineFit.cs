using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Client.Diagnostics;

namespace Tracking.AotTraining;

/// <summary>A line through four points by gradient descent: small, so that what is shown is the SDK.</summary>
internal sealed class LineFit
{
    public const string MeterName = "AotTraining";
    public const string SourceName = "AotTraining";
    public const double LearningRate = 0.05;
    public const int Epochs = 500;

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Points = Meter.CreateCounter<long>("points_seen");
    private static readonly Histogram<double> Gradients = Meter.CreateHistogram<double>("gradient");
    private static readonly ActivitySource Source = new(SourceName);

    private static readonly (double X, double Y)[] Data = [(0, 1), (1, 3), (2, 5), (3, 7)];

    public double Slope { get; private set; }

    public double Offset { get; private set; }

    /// <summary>One epoch; gives the mean squared error before it.</summary>
    public double Step()
    {
        using var activity = Source.StartActivity("epoch");
        var (loss, slope, offset) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in Data)
        {
            var error = (Slope * x) + Offset - y;
            loss += error * error / Data.Length;
            slope += 2 * error * x / Data.Length;
            offset += 2 * error / Data.Length;
        }

        Slope -= LearningRate * slope;
        Offset -= LearningRate * offset;
        Points.Add(Data.Length);
        Gradients.Record(Math.Abs(slope));
        activity.SetOutputs(new LineParameters(Slope, Offset), LineJson.Default.LineParameters);
        return loss;
    }

    /// <summary>A model folder in MLflow's format, with a flavor of its own.</summary>
    public async Task SaveAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(
            Path.Join(folder, "line.json"),
            JsonSerializer.SerializeToUtf8Bytes(new LineParameters(Slope, Offset), LineJson.Default.LineParameters));
        await File.WriteAllTextAsync(Path.Join(folder, "MLmodel"), "flavors:\n  line:\n    data: line.json\n");
    }
}

internal sealed record LineParameters(double Slope, double Offset);

[JsonSerializable(typeof(LineParameters))]
internal sealed partial class LineJson : JsonSerializerContext;
