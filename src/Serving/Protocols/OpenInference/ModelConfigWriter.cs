using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>
/// The model configuration extension's answer. The batch size is 0 there: shapes are whole, as the model has them.
/// </summary>
internal static class ModelConfigWriter
{
    public static void Write(ResponseBuffer to, LoadedModel model)
    {
        to.Write("{\"name\":"u8);
        JsonText.Write(to, model.Name);
        to.Write(",\"platform\":"u8);
        JsonText.Write(to, model.Platform);
        to.Write(",\"backend\":\"onnxruntime\",\"version_policy\":"u8);
        if (model.Version is { } version && long.TryParse(version, out var number))
        {
            to.Write("{\"specific\":{\"versions\":["u8);
            JsonText.WriteWhole(to, number);
            to.Write("]}}"u8);
        }
        else
        {
            to.Write("{\"latest\":{\"num_versions\":1}}"u8);
        }

        to.Write(",\"max_batch_size\":0,\"input\":"u8);
        WriteTensors(to, model.Scorer.Schema.Inputs, isInput: true);
        to.Write(",\"output\":"u8);
        WriteTensors(to, model.Scorer.Schema.Outputs, isInput: false);
        to.Write(",\"instance_group\":[{\"name\":"u8);
        JsonText.Write(to, model.Name);
        to.Write(",\"kind\":\"KIND_CPU\",\"count\":1}],\"default_model_filename\":\"model.onnx\"}"u8);
    }

    private static void WriteTensors(ResponseBuffer to, IReadOnlyList<TensorInfo> tensors, bool isInput)
    {
        to.Write((byte)'[');
        for (var i = 0; i < tensors.Count; i++)
        {
            to.Write(i == 0 ? "{\"name\":"u8 : ",{\"name\":"u8);
            JsonText.Write(to, tensors[i].Name);
            to.Write(",\"data_type\":"u8);
            JsonText.Write(to, TypeOf(tensors[i]));
            to.Write(",\"dims\":"u8);
            MetadataWriter.WriteShape(to, [.. tensors[i].Shape]);
            if (isInput)
            {
                to.Write(",\"optional\":"u8);
                JsonText.Write(to, tensors[i].IsOptional);
            }

            to.Write((byte)'}');
        }

        to.Write((byte)']');
    }

    private static string TypeOf(TensorInfo tensor) => Datatypes.NameOf(tensor.ElementType) switch
    {
        "BYTES" => "TYPE_STRING",
        var name => $"TYPE_{name}",
    };
}
