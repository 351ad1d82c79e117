using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tracking.Benchmarks.Load;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// What the host adds to a request of one row on one connection: its median time less that of the model's own run and
/// of a bare Kestrel that answers nothing; and what a request allocates in steady state. All in this process, in turns.
/// </summary>
internal static class LatencyBenchmark
{
    private const int RoundCount = 7;
    private const int Requests = 4_000;
    private const int WarmUps = 500;
    private static readonly float[] Row = [5.1f, 3.5f, 1.4f, 0.2f];

    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var host = await TinyModel.ServeAsync(folder, cancellationToken);
        await using var bare = await EchoHost.StartAsync(cancellationToken, _ => Task.CompletedTask);
        using var scorer = OnnxModelLoader.Load(folder[TinyModel.FileName], cancellationToken: cancellationToken);
        var ping = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (string Name, byte[] Request)[] ways =
        [
            ("/invocations", KeepAliveLoad.Post("/invocations", TinyModel.Body(1))),
            ("v2, JSON", KeepAliveLoad.Post("/v2/models/logistic/infer", Json())),
            ("v2, binary", Binary()),
        ];

        var medians = await Rounds.MediansAsync(
            RoundCount,
            [
                () => Task.FromResult(RunMedian(scorer)), () => Task.FromResult(Median(bare.Address, ping)),
                .. ways.Select(way => (Func<Task<double>>)(() => Task.FromResult(Median(host.Address, way.Request)))),
            ]);

        var table = new ResultTable("what", "p50, µs", "added, µs (goal <= 60)", "allocated, bytes/request");
        table.Add("the model's run", ResultTable.Number(medians[0]), "", "");
        table.Add("bare Kestrel", ResultTable.Number(medians[1]), "", await AllocatedAsync(bare.Address, ping));
        foreach (var (i, (name, request)) in ways.Index())
        {
            var added = medians[i + 2] - medians[0] - medians[1];
            table.Add(
                name,
                ResultTable.Number(medians[i + 2]),
                added.ToString("F1", CultureInfo.InvariantCulture),
                await AllocatedAsync(host.Address, request));
        }

        await table.WriteToAsync(output);
    }

    private static double Median(Uri address, byte[] request) =>
        Rounds.Median(ClosedLoop.Time(address, request, Requests, WarmUps)) * 1_000;

    private static double RunMedian(OnnxScorer scorer)
    {
        NamedTensor[] inputs = [new("x", new Tensor<float>(Row, 1, Row.Length))];
        var times = new List<double>(Requests);
        for (var i = -WarmUps; i < Requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            scorer.Score(inputs);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        return Rounds.Median(times);
    }

    // The client of this load allocates nothing per request, so that what is allocated is the host's.
    private static async Task<string> AllocatedAsync(Uri address, byte[] request)
    {
        var duration = TimeSpan.FromSeconds(2);
        await KeepAliveLoad.MeasureAsync(address, request, 1, duration);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var rate = await KeepAliveLoad.MeasureAsync(address, request, 1, duration);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        return (bytes / (rate * duration.TotalSeconds)).ToString("N0", CultureInfo.InvariantCulture);
    }

    private static string Json() => """
        {"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}]}
        """;

    private static byte[] Binary()
    {
        var head = Encoding.ASCII.GetBytes("""
            {"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","parameters":{"binary_data_size":16}}],
            """ + "\"parameters\":{\"binary_data_output\":true}}");
        var body = MemoryMarshal.AsBytes<float>(Row).ToArray();
        return
        [
            .. Encoding.ASCII.GetBytes(
                "POST /v2/models/logistic/infer HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/octet-stream\r\n"
                + $"Inference-Header-Content-Length: {head.Length}\r\n"
                + $"Content-Length: {head.Length + body.Length}\r\n\r\n"),
            .. head, .. body,
        ];
    }
}
