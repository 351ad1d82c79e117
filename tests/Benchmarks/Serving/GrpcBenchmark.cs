using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tracking.Benchmarks.Load;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// ModelInfer with raw tensors against the same requests as JSON to /v2/models/NAME/infer, on one host and port in this
/// process, against bare Kestrel that echoes the message over HTTP/2, and against a call that reaches no model, in
/// turns; the figures are medians.
/// </summary>
internal static class GrpcBenchmark
{
    private const int RoundCount = 7;
    private const int Features = 4;
    private const string Path = "/inference.GRPCInferenceService/ModelInfer";
    private const string LivePath = "/inference.GRPCInferenceService/ServerLive";
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>Prints requests per second and ratios; the target is at least 1 of JSON.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var host = await TinyModel.ServeAsync(folder, cancellationToken);
        await using var bare = await EchoHost.StartAsync(cancellationToken, EchoAsync, HttpProtocols.Http2);
        var table = new ResultTable(
            "rows", "connections", "gRPC /s", "JSON /s", "ratio (target >= 1)", "bare HTTP/2 echo /s", "of bare",
            "ServerLive /s");
        foreach (var rows in (int[])[1, 64, 1_024])
        {
            foreach (var connections in (int[])[1, 32])
            {
                var medians = await Rounds.MediansAsync(
                    RoundCount,
                    () => Http2Load.MeasureAsync(host.Address, Path, Message(rows), connections, Round),
                    () => KeepAliveLoad.MeasureAsync(host.Address, Json(rows), connections, Round),
                    () => Http2Load.MeasureAsync(bare.Address, Path, Message(rows), connections, Round),
                    () => Http2Load.MeasureAsync(host.Address, LivePath, [], connections, Round));
                table.Add(
                    $"{rows}",
                    $"{connections}",
                    ResultTable.Number(medians[0]),
                    ResultTable.Number(medians[1]),
                    (medians[0] / medians[1]).ToString("F2", CultureInfo.InvariantCulture),
                    ResultTable.Number(medians[2]),
                    (medians[0] / medians[2]).ToString("F2", CultureInfo.InvariantCulture),
                    ResultTable.Number(medians[3]));
            }
        }

        await table.WriteToAsync(output);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Request.BodyReader.CopyToAsync(context.Response.BodyWriter, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static float[] Values(int rows) =>
        [.. Enumerable.Range(0, rows * Features).Select(i => (i % 79 / 10f) + 0.1f)];

    private static byte[] Json(int rows)
    {
        var data = string.Join(",", Values(rows).Select(value => value.ToString(CultureInfo.InvariantCulture)));
        return KeepAliveLoad.Post(
            "/v2/models/logistic/infer",
            $$"""{"inputs":[{"name":"x","shape":[{{rows}},{{Features}}],"datatype":"FP32","data":[{{data}}]}]}""");
    }

    private static byte[] Message(int rows)
    {
        byte[] shape = [.. Varint(rows), Features];
        byte[] input = [.. Field(1, "x"u8), .. Field(2, "FP32"u8), .. Field(3, shape)];
        return
        [
            .. Field(1, Encoding.ASCII.GetBytes("logistic")), .. Field(5, input),
            .. Field(7, MemoryMarshal.AsBytes(Values(rows).AsSpan())),
        ];
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> bytes) =>
        [(byte)((number << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static byte[] Varint(int value) =>
        value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
