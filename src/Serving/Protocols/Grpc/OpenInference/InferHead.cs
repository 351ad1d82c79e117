using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>What a ModelInferRequest says before its tensors are read.</summary>
/// <param name="ModelName">Which model.</param>
/// <param name="Version">Which version; null leaves it to the server.</param>
/// <param name="Id">To be echoed; null if there is none.</param>
/// <param name="Inputs">How many inputs there are.</param>
/// <param name="Raws">How many raw_input_contents there are.</param>
internal readonly record struct InferHead(string ModelName, string? Version, string? Id, int Inputs, int Raws)
{
    /// <summary>As in Open Inference: 1 goes first; 0 stands for the usual one.</summary>
    public int Priority { get; init; }

    /// <summary>How long the request may take; null leaves it to the call.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Whether the tensors are raw bytes; the answer's are then too.</summary>
    public bool IsRaw => Raws > 0;

    /// <summary>Reads the head from the whole message, since protobuf allows fields in any order.</summary>
    /// <exception cref="ServingException">The message is not protobuf.</exception>
    public static InferHead Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var head = default(InferHead) with { ModelName = "" };
        while (reader.Next())
        {
            head = (reader.Field, reader.Kind) switch
            {
                (InferFields.ModelName, WireKind.Bytes) => head with { ModelName = reader.Text() },
                (InferFields.ModelVersion, WireKind.Bytes) => head with { Version = OrNull(reader.Text()) },
                (InferFields.Id, WireKind.Bytes) => head with { Id = OrNull(reader.Text()) },
                (InferFields.Parameters, WireKind.Bytes) => InferParameters.Add(head, reader.Bytes()),
                (InferFields.Inputs, WireKind.Bytes) => Skip(ref reader, head with { Inputs = head.Inputs + 1 }),
                (InferFields.RawInputs, WireKind.Bytes) => Skip(ref reader, head with { Raws = head.Raws + 1 }),
                _ => Skip(ref reader, head),
            };
        }

        return head;
    }

    private static InferHead Skip(ref ProtoReader reader, InferHead head)
    {
        reader.Skip();
        return head;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

/// <summary>Field numbers of ModelInferRequest.</summary>
internal static class InferFields
{
    public const int ModelName = 1;
    public const int ModelVersion = 2;
    public const int Id = 3;
    public const int Parameters = 4;
    public const int Inputs = 5;
    public const int Outputs = 6;
    public const int RawInputs = 7;
}
