using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.ModelEndpoints;

/// <summary>Sends the same request again and again over several connections for a few seconds.</summary>
public sealed record StartLoadTestRequest
{
    /// <summary>The endpoint's name.</summary>
    [WireRequired]
    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; set; }

    /// <summary>1 to 64; default 8.</summary>
    [JsonPropertyName("connections")]
    public int? Connections { get; set; }

    /// <summary>1 to 30; default 10.</summary>
    [JsonPropertyName("seconds")]
    public int? Seconds { get; set; }

    /// <summary>1 to 1,000; default those of <see cref="Request"/>, which are repeated in turn.</summary>
    [JsonPropertyName("rows_per_request")]
    public int? RowsPerRequest { get; set; }

    /// <summary>The body of a scoring request as JSON text, at most 1 MB.</summary>
    [WireRequired]
    [JsonPropertyName("request")]
    public string? Request { get; set; }
}

/// <summary>Which of the tests.</summary>
public sealed record LoadTestRequest
{
    [WireRequired]
    [JsonPropertyName("load_test_id")]
    public string? LoadTestId { get; set; }
}

public sealed record LoadTestResponse
{
    [JsonPropertyName("load_test")]
    public LoadTest? LoadTest { get; set; }
}

public sealed record ListLoadTestsRequest
{
    /// <summary>Only those of a model.</summary>
    [JsonPropertyName("model_name")]
    public string? ModelName { get; set; }
}

/// <summary>The newest first.</summary>
public sealed record ListLoadTestsResponse
{
    [JsonPropertyName("load_tests")]
    public IReadOnlyList<LoadTest>? LoadTests { get; set; }
}

/// <summary>A load test, at its end or under way.</summary>
public sealed record LoadTest
{
    [JsonPropertyName("load_test_id")]
    public string? LoadTestId { get; set; }

    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; set; }

    [JsonPropertyName("model_uri")]
    public string? ModelUri { get; set; }

    [JsonPropertyName("state")]
    public LoadTestState? State { get; set; }

    [JsonPropertyName("connections")]
    public int? Connections { get; set; }

    [JsonPropertyName("seconds")]
    public int? Seconds { get; set; }

    [JsonPropertyName("rows_per_request")]
    public int? RowsPerRequest { get; set; }

    /// <summary>The machine that both sides ran on.</summary>
    [JsonPropertyName("machine")]
    public string? Machine { get; set; }

    [JsonPropertyName("start_timestamp")]
    public long? StartTimestamp { get; set; }

    [JsonPropertyName("elapsed_ms")]
    public long? ElapsedMs { get; set; }

    [JsonPropertyName("figures")]
    public LoadFigures? Figures { get; set; }

    /// <summary>Failed requests by status, or <c>connection</c>.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyList<EndpointCount>? Errors { get; set; }

    /// <summary>The text of the first failure.</summary>
    [JsonPropertyName("first_error")]
    public string? FirstError { get; set; }

    /// <summary>What happened in each second.</summary>
    [JsonPropertyName("by_second")]
    public IReadOnlyList<LoadFigures>? BySecond { get; set; }
}

/// <summary>Requests and how long they took, as their sender sees it.</summary>
public sealed record LoadFigures
{
    /// <summary>Answered with predictions.</summary>
    [JsonPropertyName("requests")]
    public long? Requests { get; set; }

    [JsonPropertyName("failed")]
    public long? Failed { get; set; }

    [JsonPropertyName("requests_per_second")]
    public double? RequestsPerSecond { get; set; }

    [JsonPropertyName("rows_per_second")]
    public double? RowsPerSecond { get; set; }

    [JsonPropertyName("p50_ms")]
    public double? P50Ms { get; set; }

    [JsonPropertyName("p95_ms")]
    public double? P95Ms { get; set; }

    [JsonPropertyName("p99_ms")]
    public double? P99Ms { get; set; }

    [JsonPropertyName("max_ms")]
    public double? MaxMs { get; set; }
}

public enum LoadTestState
{
    [JsonStringEnumMemberName("RUNNING")] Running = 1,
    [JsonStringEnumMemberName("FINISHED")] Finished = 2,
    [JsonStringEnumMemberName("CANCELLED")] Cancelled = 3,
    [JsonStringEnumMemberName("FAILED")] Failed = 4,
}
