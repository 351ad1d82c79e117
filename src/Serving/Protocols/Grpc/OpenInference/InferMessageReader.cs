using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>Reads the tensors of a ModelInferRequest straight from the wire into arrays.</summary>
internal static class InferMessageReader
{
    /// <summary>Reads what the head announced, checked against the model's inputs.</summary>
    /// <exception cref="ServingException">Names the field, what came and what was expected.</exception>
    public static InferMessage Read(ReadOnlySpan<byte> message, in InferHead head, LoadedModel model)
    {
        Datatypes.CheckCarried(model);
        if (head.IsRaw && head.Raws != head.Inputs)
        {
            throw ServingException.Malformed(
                $"The request has {head.Inputs} inputs and {head.Raws} raw_input_contents, expected one for each.");
        }

        var inputs = new NamedTensor[head.Inputs];
        List<string>? outputs = null;
        var next = 0;
        var reader = new ProtoReader(message);
        var raws = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case InferFields.Inputs when reader.Kind == WireKind.Bytes:
                    var input = WireInput.Read(reader.Bytes());
                    inputs[next] = head.IsRaw ? input.ToTensor(model, NextRaw(ref raws)) : input.ToTensor(model);
                    CheckNew(inputs, next++);
                    break;
                case InferFields.Outputs when reader.Kind == WireKind.Bytes:
                    (outputs ??= []).Add(ReadOutput(reader.Bytes(), model));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        InferCompleteness.Check(inputs, model);
        return new InferMessage(inputs, outputs);
    }

    private static ReadOnlySpan<byte> NextRaw(ref ProtoReader reader)
    {
        while (reader.Next())
        {
            if (reader.Is(InferFields.RawInputs, WireKind.Bytes))
            {
                return reader.Bytes();
            }

            reader.Skip();
        }

        throw new InvalidOperationException("The head counted more raw contents than there are.");
    }

    private static void CheckNew(NamedTensor[] inputs, int added)
    {
        for (var i = 0; i < added; i++)
        {
            if (inputs[i].Name == inputs[added].Name)
            {
                throw ServingException.Malformed($"Input '{inputs[added].Name}' is given twice.");
            }
        }
    }

    private static string ReadOutput(ReadOnlySpan<byte> message, LoadedModel model)
    {
        var reader = new ProtoReader(message);
        var name = "";
        while (reader.Next())
        {
            if (reader.Is(1, WireKind.Bytes))
            {
                name = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }

        return InferCompleteness.KnownOutput(name, model);
    }
}

/// <summary>The tensors of a ModelInferRequest.</summary>
/// <param name="Inputs">Checked against the model's inputs.</param>
/// <param name="Outputs">The outputs asked for, or null for all.</param>
internal readonly record struct InferMessage(IReadOnlyList<NamedTensor> Inputs, IReadOnlyList<string>? Outputs);
