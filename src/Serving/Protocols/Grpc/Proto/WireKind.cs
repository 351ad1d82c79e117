namespace Tracking.Serving.Protocols.Grpc.Proto;

/// <summary>How a protobuf field lies on the wire, by protobuf's numbers.</summary>
internal enum WireKind
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
