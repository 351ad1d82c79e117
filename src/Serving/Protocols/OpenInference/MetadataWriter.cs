using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Server and model metadata as Open Inference has them.</summary>
internal static class MetadataWriter
{
    public static void WriteServer(ResponseBuffer to, bool hasLogging)
    {
        to.Write("{\"name\":\"tracking\",\"version\":"u8);
        JsonText.Write(to, ServerVersion.Text);
        to.Write(",\"extensions\":[\"binary_tensor_data\",\"classification\","u8);
        to.Write(hasLogging ? "\"logging\","u8 : []);
        to.Write("\"model_configuration\",\"model_repository\",\"parameters\",\"schedule_policy\","u8);
        to.Write("\"statistics\",\"trace\"]}"u8);
    }

    public static void WriteModel(ResponseBuffer to, LoadedModel model, IReadOnlyList<string> versions)
    {
        to.Write("{\"name\":"u8);
        JsonText.Write(to, model.Name);
        to.Write(",\"versions\":["u8);
        for (var i = 0; i < versions.Count; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            JsonText.Write(to, versions[i]);
        }

        to.Write("],\"platform\":"u8);
        JsonText.Write(to, model.Platform);
        to.Write(",\"inputs\":"u8);
        WriteTensors(to, model.Scorer.Schema.Inputs);
        to.Write(",\"outputs\":"u8);
        WriteTensors(to, model.Scorer.Schema.Outputs);
        to.Write((byte)'}');
    }

    public static void WriteShape(ResponseBuffer to, ReadOnlySpan<long> shape)
    {
        to.Write((byte)'[');
        for (var i = 0; i < shape.Length; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            JsonText.WriteWhole(to, shape[i]);
        }

        to.Write((byte)']');
    }

    private static void WriteTensors(ResponseBuffer to, IReadOnlyList<TensorInfo> tensors)
    {
        to.Write((byte)'[');
        for (var i = 0; i < tensors.Count; i++)
        {
            to.Write(i == 0 ? "{\"name\":"u8 : ",{\"name\":"u8);
            JsonText.Write(to, tensors[i].Name);
            to.Write(",\"datatype\":"u8);
            JsonText.Write(to, Datatypes.NameOf(tensors[i].ElementType));
            to.Write(",\"shape\":"u8);
            WriteShape(to, [.. tensors[i].Shape]);
            to.Write((byte)'}');
        }

        to.Write((byte)']');
    }
}
