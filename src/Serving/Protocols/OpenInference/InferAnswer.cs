using System.Globalization;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Writes what an infer request is answered: JSON, and behind it the raw bytes of binary outputs.</summary>
internal static class InferAnswer
{
    /// <summary>Writes an answer.</summary>
    /// <returns>The length of the JSON if raw bytes follow it, else null.</returns>
    public static int? Write(
        ResponseBuffer to, LoadedModel model, InferBody request, IReadOnlyList<NamedTensor> outputs)
    {
        to.Write("{\"model_name\":"u8);
        JsonText.Write(to, model.Name);
        if (model.Version is not null)
        {
            to.Write(",\"model_version\":"u8);
            JsonText.Write(to, model.Version);
        }

        if (request.Id is not null)
        {
            to.Write(",\"id\":"u8);
            JsonText.Write(to, request.Id);
        }

        List<Tensor>? raw = null;
        to.Write(",\"outputs\":["u8);
        for (var i = 0; i < outputs.Count; i++)
        {
            var tensor = Formed(model, request, outputs[i], i);
            to.Write(i == 0 ? "{\"name\":"u8 : ",{\"name\":"u8);
            WriteHead(to, outputs[i].Name, tensor);
            if (IsBinary(request, i))
            {
                (raw ??= []).Add(tensor);
                WriteSize(to, tensor);
            }
            else
            {
                to.Write(",\"data\":"u8);
                TensorJsonWriter.WriteFlat(to, tensor);
                to.Write((byte)'}');
            }
        }

        to.Write("]}"u8);
        return raw is null ? null : WriteRaw(to, raw);
    }

    private static int WriteRaw(ResponseBuffer to, List<Tensor> raw)
    {
        var jsonBytes = to.Count;
        foreach (var tensor in raw)
        {
            RawTensors.Write(to, tensor);
        }

        return jsonBytes;
    }

    private static bool IsBinary(InferBody request, int index) =>
        request.Outputs?[index].IsBinary ?? request.Parameters.IsBinaryOutput;

    private static Tensor Formed(LoadedModel model, InferBody request, NamedTensor output, int index) =>
        request.Outputs?[index].Classes is > 0 and var classes
            ? Classification.Top(output.Name, output.Tensor, classes, ClassLabels.Of(model))
            : output.Tensor;

    private static void WriteHead(ResponseBuffer to, string name, Tensor tensor)
    {
        JsonText.Write(to, name);
        to.Write(",\"datatype\":\""u8);
        to.WriteText(Datatypes.NameOf(tensor.ElementType));
        to.Write("\",\"shape\":"u8);
        MetadataWriter.WriteShape(to, tensor.Shape);
    }

    private static void WriteSize(ResponseBuffer to, Tensor tensor)
    {
        to.Write(",\"parameters\":{\"binary_data_size\":"u8);
        JsonText.WriteWhole(to, RawTensors.BytesOf(tensor));
        to.Write("}}"u8);
    }

    /// <summary>The value of the header that tells the length of the JSON.</summary>
    public static string HeaderOf(int jsonBytes) => jsonBytes.ToString(CultureInfo.InvariantCulture);
}
