using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracking.Benchmarks.Load;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// Reading an infer request of 784 floats into tensors: our reader, which keeps no tree and pools its arrays, against
/// one that builds a JsonDocument; and raw bytes against JSON. All in this process, in turns.
/// </summary>
internal static class ReadingBenchmark
{
    private const int RoundCount = 15;
    private const int CallsPerRound = 2_000;
    private const int Features = 784;

    /// <summary>Prints requests read per second and the ratios; the target is at least 3.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var meter = new ServingMeter(static () => []);
        using var model = new LoadedModel(
            new ServedIdentity("digits", null, "onnxruntime_onnx", "."),
            new Unscored(),
            null,
            new ModelStatistics("digits", null, meter));
        foreach (var (name, format) in ((string, string)[])[("4 decimals", "F4"), ("shortest", "R")])
        {
            var json = Encoding.UTF8.GetBytes(Request(format));
            byte[] head =
            [
                .. """{"inputs":[{"name":"x","shape":[1,784],"datatype":"FP32","""u8,
                .. "\"parameters\":{\"binary_data_size\":3136}}]}"u8,
            ];
            byte[] raw = [.. head, .. new byte[Features * sizeof(float)]];
            var figures = await Rounds.MediansAsync(
                RoundCount,
                () => Measure(() => ReadOurs(json, null, model)),
                () => Measure(() => ReadDocument(json)),
                () => Measure(() => ReadOurs(raw, head.Length, model)));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"784 floats, {name}: ours {figures[0]:f0}/s; JsonDocument {figures[1]:f0}/s; ratio "
                + $"{figures[0] / figures[1]:f2} (target >= 3); raw bytes {figures[2]:f0}/s, "
                + $"{figures[2] / figures[0]:f1} times the JSON (target >= 1)"));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static Task<double> Measure(Action read)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < CallsPerRound; i++)
        {
            read();
        }

        return Task.FromResult(CallsPerRound / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void ReadOurs(byte[] body, int? jsonBytes, LoadedModel model)
    {
        var request = InferBodyReader.Read(body, new InferFrame(jsonBytes), model);
        if (request.Inputs[0].Tensor.Count != Features)
        {
            throw new InvalidOperationException("Not what was sent.");
        }

        request.Lease.Return();
    }

    private static void ReadDocument(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        foreach (var input in document.RootElement.GetProperty("inputs").EnumerateArray())
        {
            var shape = new List<long>();
            foreach (var extent in input.GetProperty("shape").EnumerateArray())
            {
                shape.Add(extent.GetInt64());
            }

            var data = input.GetProperty("data");
            var elements = new float[data.GetArrayLength()];
            var next = 0;
            foreach (var element in data.EnumerateArray())
            {
                elements[next++] = element.GetSingle();
            }

            var name = input.GetProperty("name").GetString()!;
            var tensor = new NamedTensor(name, new Tensor<float>(elements, [.. shape]));
            if (tensor.Tensor.Count != Features)
            {
                throw new InvalidOperationException("Not what was sent.");
            }
        }
    }

    private static string Request(string format)
    {
        var random = new Random(5);
        var numbers = Enumerable.Range(0, Features)
            .Select(_ => random.NextSingle().ToString(format, CultureInfo.InvariantCulture));
        return """{"inputs":[{"name":"x","shape":[1,784],"datatype":"FP32","data":["""
            + string.Join(",", numbers) + "]}]}";
    }

    /// <summary>The inputs of a model that nobody asks.</summary>
    private sealed class Unscored : IScorer
    {
        public ScorerSchema Schema { get; } = new(
            [new TensorInfo("x", ElementType.Float32, [-1, Features])],
            [new TensorInfo("y", ElementType.Float32, [-1, 10])]);

        public IReadOnlyList<NamedTensor> Score(
            IReadOnlyList<NamedTensor> inputs,
            IReadOnlyList<string>? outputs = null,
            CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
