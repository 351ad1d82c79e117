using Tracking.Serving.Protocols.Grpc.Proto;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>The parameters of an infer request that this host knows; others are left out.</summary>
internal static class InferParameters
{
    private const long DayMicros = 24L * 3_600 * 1_000_000;

    /// <summary>Adds one entry of the map to what the head says.</summary>
    public static InferHead Add(InferHead head, ReadOnlySpan<byte> entry)
    {
        var reader = new ProtoReader(entry);
        var key = "";
        long? value = null;
        while (reader.Next())
        {
            if (reader.Is(1, WireKind.Bytes))
            {
                key = reader.Text();
            }
            else if (reader.Is(2, WireKind.Bytes))
            {
                value = ReadNumber(new ProtoReader(reader.Bytes()));
            }
            else
            {
                reader.Skip();
            }
        }

        return (key, value) switch
        {
            ("priority", >= 0) => head with { Priority = (int)Math.Min(value.Value, int.MaxValue) },
            ("timeout", > 0) => head with { Patience = TimeSpan.FromMicroseconds(Math.Min(value.Value, DayMicros)) },
            _ => head,
        };
    }

    /// <summary>An int64_param or uint64_param; null for other types.</summary>
    private static long? ReadNumber(ProtoReader choice)
    {
        long? number = null;
        while (choice.Next())
        {
            if (choice.Is(2, WireKind.Varint) || choice.Is(5, WireKind.Varint))
            {
                number = (long)Math.Min(choice.Varint(), long.MaxValue);
            }
            else
            {
                choice.Skip();
            }
        }

        return number;
    }
}
