using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The statistics extension's answer.</summary>
internal static class StatisticsWriter
{
    public static void Write(ResponseBuffer to, IReadOnlyList<ModelStatisticsSnapshot> models)
    {
        to.Write("{\"model_stats\":["u8);
        for (var i = 0; i < models.Count; i++)
        {
            to.Write(i == 0 ? "{\"name\":"u8 : ",{\"name\":"u8);
            WriteModel(to, models[i]);
        }

        to.Write("]}"u8);
    }

    private static void WriteModel(ResponseBuffer to, ModelStatisticsSnapshot model)
    {
        JsonText.Write(to, model.Name);
        to.Write(",\"version\":"u8);
        JsonText.Write(to, model.Version ?? string.Empty);
        to.Write(",\"last_inference\":"u8);
        JsonText.WriteWhole(to, model.LastInference);
        to.Write(",\"inference_count\":"u8);
        JsonText.WriteWhole(to, model.InferenceCount);
        to.Write(",\"execution_count\":"u8);
        JsonText.WriteWhole(to, model.ExecutionCount);
        to.Write(",\"inference_stats\":{\"success\":"u8);
        Write(to, model.Success);
        to.Write(",\"fail\":"u8);
        Write(to, model.Fail);
        to.Write(",\"queue\":"u8);
        Write(to, model.Queue);
        WriteCompute(to, model.ComputeInput, model.ComputeInfer, model.ComputeOutput);
        to.Write(",\"cache_hit\":"u8);
        Write(to, default(DurationTotal));
        to.Write(",\"cache_miss\":"u8);
        Write(to, default(DurationTotal));
        to.Write("},\"response_stats\":{},\"batch_stats\":["u8);
        for (var i = 0; i < model.Batches.Count; i++)
        {
            var batch = model.Batches[i];
            to.Write(i == 0 ? "{\"batch_size\":"u8 : ",{\"batch_size\":"u8);
            JsonText.WriteWhole(to, batch.Rows);
            WriteCompute(to, batch.ComputeInput, batch.ComputeInfer, batch.ComputeOutput);
            to.Write((byte)'}');
        }

        to.Write("],\"memory_usage\":[]}"u8);
    }

    private static void WriteCompute(ResponseBuffer to, DurationTotal input, DurationTotal infer, DurationTotal output)
    {
        to.Write(",\"compute_input\":"u8);
        Write(to, input);
        to.Write(",\"compute_infer\":"u8);
        Write(to, infer);
        to.Write(",\"compute_output\":"u8);
        Write(to, output);
    }

    private static void Write(ResponseBuffer to, DurationTotal total)
    {
        to.Write("{\"count\":"u8);
        JsonText.WriteWhole(to, total.Count);
        to.Write(",\"ns\":"u8);
        JsonText.WriteWhole(to, total.Nanoseconds);
        to.Write((byte)'}');
    }
}
