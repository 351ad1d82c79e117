using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>Writes ModelStatisticsResponse.</summary>
internal static class StatisticsMessages
{
    public static void Write(ProtoWriter writer, IReadOnlyList<ModelStatisticsSnapshot> models)
    {
        foreach (var model in models)
        {
            var start = writer.Begin(1);
            Write(writer, model);
            writer.End(start);
        }
    }

    private static void Write(ProtoWriter writer, ModelStatisticsSnapshot model)
    {
        writer.Text(1, model.Name);
        writer.Text(2, model.Version);
        writer.Number(3, (ulong)model.LastInference);
        writer.Number(4, (ulong)model.InferenceCount);
        writer.Number(5, (ulong)model.ExecutionCount);
        var totals = writer.Begin(6);
        Write(writer, 1, model.Success);
        Write(writer, 2, model.Fail);
        Write(writer, 3, model.Queue);
        Write(writer, 4, model.ComputeInput);
        Write(writer, 5, model.ComputeInfer);
        Write(writer, 6, model.ComputeOutput);
        writer.End(totals);
        foreach (var batch in model.Batches)
        {
            var start = writer.Begin(7);
            writer.Number(1, (ulong)batch.Rows);
            Write(writer, 2, batch.ComputeInput);
            Write(writer, 3, batch.ComputeInfer);
            Write(writer, 4, batch.ComputeOutput);
            writer.End(start);
        }
    }

    private static void Write(ProtoWriter writer, int field, DurationTotal total)
    {
        var start = writer.Begin(field);
        writer.Number(1, (ulong)total.Count);
        writer.Number(2, (ulong)total.Nanoseconds);
        writer.End(start);
    }
}
