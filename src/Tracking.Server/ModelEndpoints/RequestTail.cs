using System.Text.Json;
using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Server.ModelEndpoints;

/// <summary>
/// The last scoring requests to a serve host, and the last that failed, from its access log in JSON. Thread-safe.
/// </summary>
internal sealed class RequestTail
{
    private const int MostOfAKind = 100;
    private const int FirstFailure = 400;

    private readonly Tail<EndpointRequest> _answered = new(MostOfAKind);
    private readonly Tail<EndpointRequest> _failed = new(MostOfAKind);

    /// <summary>Takes a line of the access log; false for any other line.</summary>
    public bool Take(string line)
    {
        if (!line.StartsWith("{\"time\":", StringComparison.Ordinal) || Read(line) is not { } request)
        {
            return false;
        }

        // Looks at figures and health are no use of the model.
        if (request.Method != "GET")
        {
            (request.Status >= FirstFailure ? _failed : _answered).Add(request);
        }

        return true;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<EndpointRequest> Read() =>
        [.. _answered.Read().Concat(_failed.Read()).OrderByDescending(request => request.Timestamp)];

    private static EndpointRequest? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            return new EndpointRequest
            {
                Timestamp = entry.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                Method = entry.GetProperty("method").GetString(),
                Path = entry.GetProperty("path").GetString(),
                Status = entry.GetProperty("status").GetInt32(),
                DurationMs = entry.GetProperty("duration_ms").GetDouble(),
                RequestBytes = entry.TryGetProperty("request_bytes", out var bytes) ? bytes.GetInt64() : null,
            };
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            // A line of something else that begins the same stays a line of the log.
            return null;
        }
    }
}
