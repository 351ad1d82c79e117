namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>A call that ends with a status of gRPC's own, which no other protocol knows.</summary>
internal sealed class GrpcException(GrpcStatusCode code, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public GrpcStatusCode Code => code;
}
