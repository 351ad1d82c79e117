using Tracking.Serving.Protocols.Grpc.Proto;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>A request that only names a model, and perhaps its version.</summary>
internal readonly record struct ModelKey(string Name, string? Version)
{
    /// <summary>Reads name=1 and version=2.</summary>
    public static ModelKey Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var key = new ModelKey("", null);
        while (reader.Next())
        {
            if (reader.Is(1, WireKind.Bytes))
            {
                key = key with { Name = reader.Text() };
            }
            else if (reader.Is(2, WireKind.Bytes))
            {
                key = key with { Version = reader.Text() is { Length: > 0 } version ? version : null };
            }
            else
            {
                reader.Skip();
            }
        }

        return key;
    }
}
