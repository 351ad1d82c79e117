using System.Text.Json.Serialization;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.ModelEndpoints;

/// <summary>Starts a serve host for a version, or for whatever an alias points to.</summary>
public sealed record CreateModelEndpointRequest
{
    /// <summary>1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; by default made from the model's.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [WireRequired]
    [JsonPropertyName("model_name")]
    public string? ModelName { get; set; }

    /// <summary>Either this or <see cref="Alias"/>.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [JsonPropertyName("alias")]
    public string? Alias { get; set; }
}

public sealed record ModelEndpointRequest
{
    [WireRequired]
    [JsonPropertyName("name")]
    public string? Name { get; set; }
}

public sealed record ModelEndpointResponse
{
    [JsonPropertyName("endpoint")]
    public ModelEndpoint? Endpoint { get; set; }
}

public sealed record GetModelEndpointResponse
{
    [JsonPropertyName("endpoint")]
    public ModelEndpoint? Endpoint { get; set; }

    /// <summary>The last hour at most, oldest first.</summary>
    [JsonPropertyName("samples")]
    public IReadOnlyList<EndpointSample>? Samples { get; set; }

    /// <summary>The last 200, oldest first.</summary>
    [JsonPropertyName("events")]
    public IReadOnlyList<EndpointEvent>? Events { get; set; }

    /// <summary>The last 100 that were answered and the last 100 that failed, newest first.</summary>
    [JsonPropertyName("requests")]
    public IReadOnlyList<EndpointRequest>? Requests { get; set; }

    /// <summary>The last lines that its process wrote.</summary>
    [JsonPropertyName("log")]
    public IReadOnlyList<string>? Log { get; set; }
}

public sealed record ListModelEndpointsRequest
{
    /// <summary>Only those of a model.</summary>
    [JsonPropertyName("model_name")]
    public string? ModelName { get; set; }
}

public sealed record ListModelEndpointsResponse
{
    [JsonPropertyName("endpoints")]
    public IReadOnlyList<ModelEndpoint>? Endpoints { get; set; }

    /// <summary>Whether this server starts endpoints.</summary>
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; set; }

    /// <summary>Why it does not, and what to do.</summary>
    [JsonPropertyName("disabled_reason")]
    public string? DisabledReason { get; set; }

    [JsonPropertyName("endpoints_max")]
    public int? EndpointsMax { get; set; }

    /// <summary>The name of the machine that they run on.</summary>
    [JsonPropertyName("machine")]
    public string? Machine { get; set; }

    /// <summary>What clients on that machine set MLFLOW_TRACKING_URI to.</summary>
    [JsonPropertyName("tracking_uri")]
    public string? TrackingUri { get; set; }
}
