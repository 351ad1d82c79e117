using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Open Inference datatypes and the element types that they stand for.</summary>
internal static class Datatypes
{
    private static readonly (string Name, ElementType Type)[] All =
    [
        ("FP32", ElementType.Float32), ("FP64", ElementType.Float64), ("INT64", ElementType.Int64),
        ("INT32", ElementType.Int32), ("INT16", ElementType.Int16), ("INT8", ElementType.Int8),
        ("UINT8", ElementType.UInt8), ("UINT16", ElementType.UInt16), ("UINT32", ElementType.UInt32),
        ("UINT64", ElementType.UInt64), ("BOOL", ElementType.Bool), ("BYTES", ElementType.String),
        ("FP16", ElementType.Float16), ("BF16", ElementType.BFloat16),
    ];

    /// <summary>What metadata says of lists, objects and values of any form; no request can carry them.</summary>
    private const string Json = "JSON";

    /// <summary>Every name, for messages.</summary>
    public static string Known => string.Join(", ", All.Select(d => d.Name));

    public static string NameOf(ElementType type)
    {
        foreach (var (name, candidate) in All)
        {
            if (candidate == type)
            {
                return name;
            }
        }

        if (type == ElementType.Json)
        {
            return Json;
        }

        throw new NotSupportedException($"No Open Inference datatype for {type}.");
    }

    /// <summary>Refuses models with values that no datatype stands for.</summary>
    /// <exception cref="ServingException">The model takes or gives lists, objects or values of any form.</exception>
    public static void CheckCarried(LoadedModel model)
    {
        var schema = model.Scorer.Schema;
        var all = schema.Inputs.Concat(schema.Outputs);
        if (all.FirstOrDefault(each => each.ElementType == ElementType.Json) is { } odd)
        {
            throw ServingException.Malformed(
                $"Model '{model.Name}' has '{odd.Name}' of lists, objects or any values, which Open Inference does not "
                + "carry; send its requests to /invocations.");
        }
    }

    public static bool TryParse(string name, out ElementType type)
    {
        foreach (var (candidate, known) in All)
        {
            if (candidate == name)
            {
                type = known;
                return true;
            }
        }

        type = default;
        return false;
    }
}
