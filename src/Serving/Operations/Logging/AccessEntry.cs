using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracking.Serving.Operations.Logging;

/// <summary>One request that has ended.</summary>
internal sealed record AccessEntry
{
    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    /// <summary>Without the query, which may hold what is nobody's business.</summary>
    public required string Path { get; init; }

    /// <summary>499 if the caller had gone.</summary>
    public required int Status { get; init; }

    public required double Milliseconds { get; init; }

    /// <summary>Of the request's body; null where it was not told.</summary>
    public required long? Bytes { get; init; }

    public required string? Caller { get; init; }

    public required string? Model { get; init; }

    /// <summary>Of the model that answered; null where it has none, or none was reached.</summary>
    public required string? Version { get; init; }

    /// <summary>How a call over gRPC ended, whose status is always 200; null for any other request.</summary>
    public required int? GrpcStatus { get; init; }

    public required string? TraceId { get; init; }

    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At:yyyy-MM-ddTHH:mm:ss.fffZ} {Caller ?? "-"} {Method} {Clean(Path)} {Status} {Milliseconds:0.###} ms");

    public string ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("time", At);
            json.WriteString("method", Method);
            json.WriteString("path", Path);
            json.WriteNumber("status", Status);
            if (GrpcStatus is { } outcome)
            {
                json.WriteNumber("grpc_status", outcome);
            }

            json.WriteNumber("duration_ms", Math.Round(Milliseconds, 3));
            Write(json, "caller", Caller);
            Write(json, "model", Model);
            Write(json, "version", Version);
            Write(json, "trace_id", TraceId);
            if (Bytes is { } count)
            {
                json.WriteNumber("request_bytes", count);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // A path may hold line breaks, which would fake lines.
    private static string Clean(string path) =>
        string.Concat(path.Select(c => char.IsControl(c) || c == ' ' ? '?' : c));
}
