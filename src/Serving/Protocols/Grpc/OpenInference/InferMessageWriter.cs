using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;
using Tracking.Serving.Protocols.OpenInference;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>Writes a ModelInferResponse.</summary>
internal static class InferMessageWriter
{
    private const int RawOutputs = 6;

    /// <summary>Writes the outputs: raw bytes if the request came so or a type has no other form, else typed.</summary>
    public static void Write(
        GrpcAnswer answer, LoadedModel model, in InferHead head, IReadOnlyList<NamedTensor> outputs)
    {
        var asRaw = head.IsRaw || outputs.Any(output => ContentFields.Of(output.Tensor.ElementType) == 0);
        var writer = new ProtoWriter(answer.Fields);
        writer.Text(1, model.Name);
        writer.Text(2, model.Version);
        writer.Text(3, head.Id);
        foreach (var (name, tensor) in outputs)
        {
            var output = writer.Begin(5);
            writer.Text(1, name);
            writer.Text(2, Datatypes.NameOf(tensor.ElementType));
            writer.Numbers(3, tensor.Shape);
            if (!asRaw)
            {
                WriteContents(answer, writer, tensor);
            }

            writer.End(output);
        }

        if (asRaw)
        {
            AddRaw(answer, outputs);
        }
    }

    private static void AddRaw(GrpcAnswer answer, IReadOnlyList<NamedTensor> outputs)
    {
        if (!outputs.Any(output => output.Tensor is StringTensor))
        {
            answer.AddBlobs(RawOutputs, outputs);
            return;
        }

        foreach (var (_, tensor) in outputs)
        {
            ProtoWriter.WriteHeader(answer.Fields, RawOutputs, RawTensors.BytesOf(tensor));
            RawTensors.Write(answer.Fields, tensor);
        }
    }

    private static void WriteContents(GrpcAnswer answer, ProtoWriter writer, Tensor tensor)
    {
        if (tensor.Count == 0)
        {
            return;
        }

        var contents = writer.Begin(5);
        if (tensor is StringTensor texts)
        {
            foreach (var text in texts.Data)
            {
                writer.Element(ContentFields.Of(ElementType.String), RawTensors.TextOf(text));
            }
        }
        else
        {
            var packed = writer.Begin(ContentFields.Of(tensor.ElementType));
            WritePacked(answer, writer, tensor);
            writer.End(packed);
        }

        writer.End(contents);
    }

    private static void WritePacked(GrpcAnswer answer, ProtoWriter writer, Tensor tensor)
    {
        switch (tensor)
        {
            case Tensor<float> or Tensor<double>:
                answer.Fields.Write(RawTensors.Span(tensor));
                break;
            case Tensor<bool> flags:
                Varints(writer, flags, flag => flag ? 1UL : 0);
                break;
            case Tensor<sbyte> numbers:
                Varints(writer, numbers, number => (ulong)number);
                break;
            case Tensor<short> numbers:
                Varints(writer, numbers, number => (ulong)number);
                break;
            case Tensor<int> numbers:
                Varints(writer, numbers, number => (ulong)number);
                break;
            case Tensor<long> numbers:
                Varints(writer, numbers, number => (ulong)number);
                break;
            case Tensor<byte> numbers:
                Varints(writer, numbers, number => number);
                break;
            case Tensor<ushort> numbers:
                Varints(writer, numbers, number => number);
                break;
            case Tensor<uint> numbers:
                Varints(writer, numbers, number => number);
                break;
            case Tensor<ulong> numbers:
                Varints(writer, numbers, number => number);
                break;
            default:
                throw new NotSupportedException($"{tensor.ElementType} has no typed contents.");
        }
    }

    private static void Varints<T>(ProtoWriter writer, Tensor<T> tensor, Func<T, ulong> convert)
        where T : unmanaged
    {
        foreach (var element in tensor.Data.Span)
        {
            writer.Varint(convert(element));
        }
    }
}
