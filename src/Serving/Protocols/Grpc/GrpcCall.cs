using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc;

/// <summary>A call with one message, which has arrived.</summary>
/// <param name="Message">Protobuf; valid until the method returns.</param>
/// <param name="Answer">Where the method writes its message.</param>
/// <param name="Deadline">Fires when time is up or the caller has gone.</param>
/// <param name="CallerGone">Fires only when the caller has gone.</param>
internal readonly record struct GrpcCall(
    ReadOnlyMemory<byte> Message, GrpcAnswer Answer, CancellationToken Deadline, CancellationToken CallerGone)
{
    /// <summary>How long the caller waits; null for as long as the host allows.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Is told which model it reached; null where nobody writes about it.</summary>
    public ReachedModel? Reached { get; init; }
}

/// <summary>Answers one message with one.</summary>
internal delegate ValueTask UnaryMethod(GrpcCall call);

/// <summary>Reads and writes messages until it is done.</summary>
internal delegate Task StreamMethod(GrpcStream stream);
