using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>Writes ModelConfigResponse: what Triton's clients read of a model's configuration.</summary>
internal static class ConfigMessages
{
    private const int ConfigField = 1;
    private const int OptionalInputField = 8;

    public static void Write(ProtoWriter writer, LoadedModel model)
    {
        var config = writer.Begin(ConfigField);
        writer.Text(1, model.Name);
        writer.Text(2, model.Platform);
        foreach (var input in model.Scorer.Schema.Inputs)
        {
            WriteTensor(writer, 5, input, dimsField: 4);
        }

        foreach (var output in model.Scorer.Schema.Outputs)
        {
            WriteTensor(writer, 6, output, dimsField: 3);
        }

        writer.Text(17, "onnxruntime");
        writer.End(config);
    }

    // With no max_batch_size, as here, Triton's dims are the whole shape, the batch's extent included.
    private static void WriteTensor(ProtoWriter writer, int field, TensorInfo tensor, int dimsField)
    {
        var start = writer.Begin(field);
        writer.Text(1, tensor.Name);
        writer.Number(2, NumberOf(tensor.ElementType));
        writer.Numbers(dimsField, [.. tensor.Shape]);
        if (tensor.IsOptional)
        {
            writer.Flag(OptionalInputField, value: true);
        }

        writer.End(start);
    }

    /// <summary>The DataType enum of model configurations.</summary>
    private static ulong NumberOf(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.UInt8 => 2,
        ElementType.UInt16 => 3,
        ElementType.UInt32 => 4,
        ElementType.UInt64 => 5,
        ElementType.Int8 => 6,
        ElementType.Int16 => 7,
        ElementType.Int32 => 8,
        ElementType.Int64 => 9,
        ElementType.Float16 => 10,
        ElementType.Float32 => 11,
        ElementType.Float64 => 12,
        ElementType.String => 13,
        _ => 14,
    };
}
