using Tracking.Models.Uris;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>What is to be deployed, as the command line says it. Immutable.</summary>
internal sealed record PackagePlan(ModelUri Model, string Image)
{
    /// <summary>Where a container speaks HTTP and gRPC.</summary>
    public const int Port = 8080;

    /// <summary>Where it speaks gRPC alone, for meshes that want a port per protocol.</summary>
    public const int GrpcPort = 8081;

    /// <summary>The user of Microsoft's images for .NET that is not root.</summary>
    public const int UserId = 1654;

    /// <summary>What objects are called; a DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>The server that knows the model, as the containers reach it.</summary>
    public string? TrackingUri { get; init; }

    public int Replicas { get; init; } = 2;

    public int ReplicasMax { get; init; } = 10;

    /// <summary>CPU of a container, such as 1 or 500m.</summary>
    public string Cpu { get; init; } = "1";

    /// <summary>Memory of a container, such as 512Mi.</summary>
    public string Memory { get; init; } = "512Mi";

    /// <summary>The image that this version of the tool is built into, unless another is named.</summary>
    public static string DefaultImage => $"tracking-serve:{ProductVersion.Text}";

    /// <summary>The arguments of <c>tracking serve</c>, after the model.</summary>
    public static IReadOnlyList<string> HostArguments { get; } =
        ["--host", "*", "--port", $"{Port}", "--grpc-port", $"{GrpcPort}"];
}
