using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Status and metadata of models as TensorFlow Serving and KServe v1 tell them.</summary>
internal static class TfMetadata
{
    /// <summary>{"models": [name, …]}, KServe's list.</summary>
    public static void WriteNames(ResponseBuffer to, IReadOnlyList<string> names)
    {
        to.Write("{\"models\":["u8);
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            JsonText.Write(to, names[i]);
        }

        to.Write("]}"u8);
    }

    /// <summary>One object for both systems: KServe's name and ready, TensorFlow Serving's states.</summary>
    public static void WriteStatus(ResponseBuffer to, List<ModelIndexEntry> versions)
    {
        to.Write("{\"name\":"u8);
        JsonText.Write(to, versions[0].Name);
        to.Write(",\"ready\":"u8);
        JsonText.Write(to, versions.Exists(entry => entry.State == ModelState.Ready));
        to.Write(",\"model_version_status\":["u8);
        for (var i = 0; i < versions.Count; i++)
        {
            to.Write(i == 0 ? "{\"version\":"u8 : ",{\"version\":"u8);
            JsonText.Write(to, versions[i].Version ?? TfModels.OnlyVersion);
            to.Write(",\"state\":"u8);
            JsonText.Write(to, StateOf(versions[i].State));
            to.Write(",\"status\":{\"error_code\":"u8);
            JsonText.Write(to, versions[i].State == ModelState.Unavailable ? "UNAVAILABLE" : "OK");
            to.Write(",\"error_message\":"u8);
            JsonText.Write(to, versions[i].Reason);
            to.Write("}}"u8);
        }

        to.Write("]}"u8);
    }

    /// <summary>The one signature of a model.</summary>
    public static void WriteModel(ResponseBuffer to, LoadedModel model)
    {
        to.Write("{\"model_spec\":{\"name\":"u8);
        JsonText.Write(to, model.Name);
        to.Write(",\"signature_name\":\"\",\"version\":"u8);
        JsonText.Write(to, model.Version ?? TfModels.OnlyVersion);
        to.Write("},\"metadata\":{\"signature_def\":{\"signature_def\":{\"serving_default\":{\"inputs\":"u8);
        WriteTensors(to, model.Scorer.Schema.Inputs);
        to.Write(",\"outputs\":"u8);
        WriteTensors(to, model.Scorer.Schema.Outputs);
        to.Write(",\"method_name\":\"tensorflow/serving/predict\"}}}}}"u8);
    }

    private static void WriteTensors(ResponseBuffer to, IReadOnlyList<TensorInfo> tensors)
    {
        to.Write((byte)'{');
        for (var i = 0; i < tensors.Count; i++)
        {
            if (i > 0)
            {
                to.Write((byte)',');
            }

            JsonText.Write(to, tensors[i].Name);
            to.Write(":{\"dtype\":"u8);
            JsonText.Write(to, DtypeOf(tensors[i].ElementType));
            to.Write(",\"tensor_shape\":{\"dim\":["u8);
            for (var axis = 0; axis < tensors[i].Shape.Count; axis++)
            {
                to.Write(axis == 0 ? "{\"size\":\""u8 : ",{\"size\":\""u8);
                JsonText.WriteWhole(to, tensors[i].Shape[axis]);
                to.Write("\",\"name\":\"\"}"u8);
            }

            to.Write("],\"unknown_rank\":false},\"name\":"u8);
            JsonText.Write(to, tensors[i].Name);
            to.Write((byte)'}');
        }

        to.Write((byte)'}');
    }

    private static string StateOf(ModelState state) => state switch
    {
        ModelState.Loading => "LOADING",
        ModelState.Ready => "AVAILABLE",
        ModelState.Unloading => "UNLOADING",
        ModelState.Unavailable => "END",
        _ => "START",
    };

    private static string DtypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => "DT_FLOAT",
        ElementType.Float64 => "DT_DOUBLE",
        ElementType.Float16 => "DT_HALF",
        ElementType.BFloat16 => "DT_BFLOAT16",
        ElementType.Bool => "DT_BOOL",
        ElementType.String => "DT_STRING",
        ElementType.Json => "DT_VARIANT",
        _ => $"DT_{type.ToString().ToUpperInvariant()}",
    };
}
