using System.Text.Json.Serialization;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Spool;

/// <summary>Whose spool it is: <c>run.json</c> in its folder. Written once.</summary>
internal sealed record RunManifest
{
    /// <summary>Of the folder's layout.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The server's address, without credentials.</summary>
    public required string Server { get; init; }

    /// <summary>The run's id; one of this machine only, if the run is still to be created.</summary>
    public required string RunId { get; init; }

    /// <summary>Where its artifacts go; null if the run is still to be created.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary>How to create the run; null if it exists.</summary>
    public OfflineCreation? Create { get; init; }

    /// <summary>For readers.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>For readers.</summary>
    public string? Host { get; init; }

    /// <summary>For readers; whether the process lives is told by the lock.</summary>
    public int ProcessId { get; init; }
}

/// <summary>How to create a run that was started without a server.</summary>
internal sealed record OfflineCreation
{
    /// <summary>The experiment, created if missing; null for the one in the request.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>Sent with the creation, so that a server that honours it creates once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The creation itself.</summary>
    public required CreateRunRequest Request { get; init; }
}

/// <summary>The run that was created for a spool: <c>created.json</c> in its folder.</summary>
internal sealed record CreatedRun
{
    /// <summary>Where it was created.</summary>
    public required string Server { get; init; }

    /// <summary>The server's id.</summary>
    public required string RunId { get; init; }

    /// <summary>Where its artifacts go.</summary>
    public string? ArtifactUri { get; init; }
}

/// <summary>JSON of the spool's own files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(CreatedRun))]
internal sealed partial class SpoolJson : JsonSerializerContext;
