using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Traces;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;
using Wire = Tracking.Server.Traces.Otlp.Wire;

namespace Tracking.Server.Traces.Otlp;

/// <summary>
/// POST /v1/traces: takes spans from any exporter of OpenTelemetry, in protobuf or JSON. Each trace is written
/// whole or not at all; if some traces are refused and others are not, the answer tells how many spans were
/// rejected and why.
/// </summary>
internal sealed class OtlpEndpoint(ITraceStore store, int maxBytes) : IEndpointGroup
{
    private const string Protobuf = "application/x-protobuf";
    private const string ExperimentHeader = "x-mlflow-experiment-id";
    private const string RunHeader = "x-mlflow-run-id";

    /// <summary>Spans in one export.</summary>
    private const int MaxSpans = 50_000;

    public void Map(ApiRoutes routes) => routes.MapPage(["POST"], "/v1/traces", ExportAsync);

    private async Task ExportAsync(HttpContext context)
    {
        try
        {
            var experiment = ExperimentOf(context.Request);
            var isJson = IsJson(context.Request);
            var spans = await ReadAsync(context, isJson);
            var run = context.Request.Headers[RunHeader].ToString();
            var answer = await LogAsync(experiment, run.Length == 0 ? null : run, spans, context.RequestAborted);
            await WriteAsync(context, answer, isJson);
        }
        catch (OtlpRefusal refusal)
        {
            await refusal.WriteAsync(context);
        }
    }

    private async Task<IReadOnlyList<TraceSpan>> ReadAsync(HttpContext context, bool isJson)
    {
        try
        {
            using var body = await PooledBody.ReadAsync(context, maxBytes);
            return SpansOf(body.Bytes, isJson);
        }
        catch (BadHttpRequestException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw OtlpRefusal.Of(
                error.StatusCode,
                error.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? $"The export is larger than {maxBytes} bytes. Send fewer spans at once"
                    : $"The export cannot be read: {error.Message}",
                error);
        }
        catch (TrackingException error)
        {
            throw OtlpRefusal.Of(error);
        }
    }

    private async Task<Wire.ExportTraceServiceResponse> LogAsync(
        long experimentId, string? runId, IReadOnlyList<TraceSpan> spans, CancellationToken cancellationToken)
    {
        var batches = SpanBatch.Group(spans);
        var logged = batches.Select(batch => LogAsync(experimentId, batch with { RunId = runId }, cancellationToken));
        var refused = batches.Zip(await Task.WhenAll(logged)).Where(pair => pair.Second is not null).ToList();
        if (refused.Count == 0)
        {
            return new Wire.ExportTraceServiceResponse();
        }

        // An exporter sends the whole export again for a 503, and what was written then changes nothing.
        var busy = refused.Find(pair => pair.Second!.Code == ErrorCode.TemporarilyUnavailable);
        if (busy.Second is not null || refused.Count == batches.Count)
        {
            throw OtlpRefusal.Of(busy.Second ?? refused[0].Second!);
        }

        return new Wire.ExportTraceServiceResponse
        {
            PartialSuccess = new Wire.ExportTracePartialSuccess
            {
                RejectedSpans = refused.Sum(pair => pair.First.Spans.Count),
                ErrorMessage = $"{refused.Count} traces are refused, the first: {refused[0].Second!.Message}",
            },
        };
    }

    /// <summary>Why the batch is refused; null if it is written.</summary>
    private async Task<TrackingException?> LogAsync(
        long experimentId, SpanBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await store.LogSpansAsync(experimentId, batch, cancellationToken);
            return null;
        }
        catch (TrackingException error)
        {
            return error;
        }
    }

    private static long ExperimentOf(HttpRequest request)
    {
        var header = request.Headers[ExperimentHeader].ToString();
        if (header.Length == 0)
        {
            throw OtlpRefusal.MissingHeader(ExperimentHeader);
        }

        return ExperimentRules.TryParseId(header, out var id)
            ? id
            : throw OtlpRefusal.Of(
                StatusCodes.Status422UnprocessableEntity,
                $"Invalid header {ExperimentHeader}: '{header}' is no id of an experiment. Expected an integer");
    }

    private static bool IsJson(HttpRequest request)
    {
        var type = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            Protobuf => false,
            ContentType.Json => true,
            _ => throw OtlpRefusal.Of(
                StatusCodes.Status400BadRequest,
                $"Invalid Content-Type: {request.ContentType}. Expected: {Protobuf} or {ContentType.Json}"),
        };
    }

    private static IReadOnlyList<TraceSpan> SpansOf(ReadOnlySpan<byte> body, bool isJson)
    {
        IReadOnlyList<TraceSpan> spans;
        try
        {
            spans = isJson ? OtlpJson.Read(body) : OtlpProtobuf.Read(body);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or JsonException or FormatException
            or InvalidOperationException or OverflowException)
        {
            throw OtlpRefusal.Of(StatusCodes.Status400BadRequest, "Invalid OpenTelemetry format", error);
        }

        return spans.Count switch
        {
            0 => throw OtlpRefusal.Of(
                StatusCodes.Status400BadRequest, "Invalid OpenTelemetry format - no spans found"),
            > MaxSpans => throw OtlpRefusal.Of(
                StatusCodes.Status413PayloadTooLarge,
                $"The export holds {spans.Count} spans, at most {MaxSpans} are taken at once"),
            _ => spans,
        };
    }

    private static async Task WriteAsync(HttpContext context, Wire.ExportTraceServiceResponse answer, bool isJson)
    {
        var bytes = isJson ? JsonOf(answer.PartialSuccess) : answer.ToByteArray();
        context.Response.ContentType = isJson ? ContentType.Json : Protobuf;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static byte[] JsonOf(Wire.ExportTracePartialSuccess? partial)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (partial is not null)
            {
                json.WriteStartObject("partialSuccess");
                json.WriteString("rejectedSpans", partial.RejectedSpans.ToString(CultureInfo.InvariantCulture));
                json.WriteString("errorMessage", partial.ErrorMessage);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
