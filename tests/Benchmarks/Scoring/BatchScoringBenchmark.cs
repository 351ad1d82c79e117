using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using Tracking.Benchmarks.Load;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.BatchScoring;
using Tracking.Serving.Offline;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Scoring;

/// <summary>
/// A million rows of CSV, 4 floats to 3 classes: the batch scorer with its output, checkpoint and checksums against a
/// bare loop that parses the same file and runs the same model, once without and once with writing what comes out. In
/// turns; medians.
/// </summary>
internal static class BatchScoringBenchmark
{
    private const int Rows = 1_000_000;
    private const int BatchSize = 1024;
    private const int RoundCount = 15;

    /// <summary>Prints rows per second of each and the ratios; the target is at least 0.7.</summary>
    public static async Task RunAsync(BenchmarkContext context)
    {
        using var folder = new TempFolder();
        await WriteModelAsync(folder, context.Stop);
        var input = folder.Write("in.csv", Content());
        var uri = new FolderUri(folder["model"]);
        using var model = await InProcessModel.OpenAsync(uri, cancellationToken: context.Stop);
        using var bare = new Bare(folder["model", "model.onnx"]);
        BatchScoringOptions Job(int workers) => new()
        {
            Input = input,
            Output = folder["out.csv"],
            BatchSize = BatchSize,
            Workers = workers,
        };
        Task<double> ScoreAsync(int workers)
        {
            File.Delete(folder["out.csv"]);
            return MeasureAsync(() => BatchScorer.RunAsync(model, Job(workers), cancellationToken: context.Stop));
        }

        var medians = await Rounds.MediansAsync(
            RoundCount,
            () => Task.FromResult(Measure(() => bare.Score(input, Stream.Null))),
            () => Task.FromResult(MeasureAnew(folder["bare.csv"], target => bare.Write(input, target))),
            () => ScoreAsync(1),
            () => ScoreAsync(Environment.ProcessorCount));
        await context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"batch-scoring, {Rows:N0} rows: bare parsing and ONNX Runtime, one thread {medians[0]:N0} rows/s, "
            + $"with its output written {medians[1]:N0} rows/s; 1 worker {medians[2]:N0} rows/s, {Ratios(2)}; "
            + $"{Environment.ProcessorCount} workers {medians[3]:N0} rows/s, {Ratios(3)} "
            + $"(target >= 0.7 of the first)"));

        string Ratios(int of) => string.Create(
            CultureInfo.InvariantCulture, $"ratios {medians[of] / medians[0]:f2} and {medians[of] / medians[1]:f2}");
    }

    /// <summary>To give back the blocks of an older file is no part of writing a new one.</summary>
    private static double MeasureAnew(string target, Action<string> run)
    {
        File.Delete(target);
        return Measure(() => run(target));
    }

    private static double Measure(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> MeasureAsync(Func<Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        await run();
        return Rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Content()
    {
        var random = new Random(1);
        var text = new StringBuilder("a,b,c,d\n", Rows * 28);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() * 8:f3}");
                text.Append(column == 3 ? '\n' : ',');
            }
        }

        return text.ToString();
    }

    private static async Task WriteModelAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        folder.Write("model/MLmodel", """
            flavors:
              onnx:
                data: model.onnx
            signature:
              inputs: '[{"type": "float", "name": "a"}, {"type": "float", "name": "b"}, {"type": "float", "name": "c"},
                {"type": "float", "name": "d"}]'
              outputs: null
            """);
        var model = new OnnxModelBuilder("logistic");
        var x = model.Input("x", ElementType.Float32, "batch", 4);
        float[] slopes = [.. Enumerable.Range(-6, 12).Select(i => i / 10f)];
        var weights = model.Initializer<float>("weights", slopes, 4, 3);
        var bias = model.Initializer<float>("bias", [0.1f, 0, -0.1f], 3);
        var classes = model.Softmax(model.Gemm(x, weights, bias), name: "probabilities");
        await model.Output(classes, ElementType.Float32, "batch", 3)
            .WriteToAsync(folder["model", "model.onnx"], cancellationToken);
    }

    /// <summary>The least that one can write by hand: blocks, Utf8Parser, values that are allocated once.</summary>
    private sealed class Bare : IDisposable
    {
        private readonly SessionOptions _options = new() { IntraOpNumThreads = 1 };
        private readonly RunOptions _runOptions = new();
        private readonly InferenceSession _session;
        private readonly float[] _features = new float[BatchSize * 4];
        private readonly string[] _inputNames = ["x"];
        private readonly string[] _outputNames = ["probabilities"];
        private readonly byte[] _text = new byte[BatchSize * 3 * 16];

        public Bare(string path) => _session = new InferenceSession(path, _options);

        public void Write(string path, string target)
        {
            using var output = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            Score(path, output);
        }

        /// <summary>Formats what comes out only where it goes somewhere.</summary>
        public void Score(string path, Stream output)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var buffer = new byte[256 * 1024];
            var (filled, count, isHeader) = (0, 0, true);
            while (file.Read(buffer, filled, buffer.Length - filled) is > 0 and var read)
            {
                filled += read;
                var rest = buffer.AsSpan(0, filled);
                while (rest.IndexOf((byte)'\n') is >= 0 and var end)
                {
                    count += isHeader ? 0 : Parse(rest[..end], count);
                    isHeader = false;
                    rest = rest[(end + 1)..];
                    if (count == BatchSize)
                    {
                        Run(count, output);
                        count = 0;
                    }
                }

                rest.CopyTo(buffer);
                filled = rest.Length;
            }

            Run(count, output);
        }

        public void Dispose()
        {
            _session.Dispose();
            _runOptions.Dispose();
            _options.Dispose();
        }

        private int Parse(ReadOnlySpan<byte> line, int row)
        {
            for (var column = 0; column < 4; column++)
            {
                if (!Utf8Parser.TryParse(line, out _features[(row * 4) + column], out var used))
                {
                    throw new FormatException($"Column {column} holds no number.");
                }

                line = line[Math.Min(line.Length, used + 1)..];
            }

            return 1;
        }

        private void Run(int rows, Stream output)
        {
            if (rows == 0)
            {
                return;
            }

            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, _features.AsMemory(0, rows * 4), [rows, 4]);
            using var outputs = _session.Run(_runOptions, _inputNames, [input], _outputNames);
            if (output != Stream.Null)
            {
                output.Write(_text, 0, Format(outputs[0].GetTensorDataAsSpan<float>()));
            }
        }

        private int Format(ReadOnlySpan<float> values)
        {
            var at = 0;
            for (var i = 0; i < values.Length; i++)
            {
                values[i].TryFormat(_text.AsSpan(at), out var written, default, CultureInfo.InvariantCulture);
                at += written;
                _text[at++] = i % 3 == 2 ? (byte)'\n' : (byte)',';
            }

            return at;
        }
    }
}
