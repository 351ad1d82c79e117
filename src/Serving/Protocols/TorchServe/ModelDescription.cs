using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>Writes models as TorchServe and SageMaker describe them.</summary>
internal static class ModelDescription
{
    /// <summary>{"models": […], left open for a page token.</summary>
    public static void WriteList(ResponseBuffer to, IEnumerable<ModelIndexEntry> entries)
    {
        to.Write("{\"models\":["u8);
        var isFirst = true;
        foreach (var entry in entries)
        {
            if (!isFirst)
            {
                to.Write((byte)',');
            }

            isFirst = false;
            WriteShort(to, entry);
        }

        to.Write((byte)']');
    }

    /// <summary>{"modelName", "modelUrl"}.</summary>
    public static void WriteShort(ResponseBuffer to, ModelIndexEntry entry)
    {
        to.Write("{\"modelName\":"u8);
        JsonText.Write(to, entry.Name);
        to.Write(",\"modelUrl\":"u8);
        JsonText.Write(to, entry.Model?.Directory ?? string.Empty);
        to.Write((byte)'}');
    }

    /// <summary>A list with every version; a loaded one has one worker.</summary>
    public static void WriteLong(ResponseBuffer to, IReadOnlyList<ModelIndexEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var workers = entry.Model is null ? "0"u8 : "1"u8;
            to.Write(i == 0 ? "[{\"modelName\":"u8 : ",{\"modelName\":"u8);
            JsonText.Write(to, entry.Name);
            to.Write(",\"modelVersion\":"u8);
            JsonText.Write(to, entry.Version ?? string.Empty);
            to.Write(",\"modelUrl\":"u8);
            JsonText.Write(to, entry.Model?.Directory ?? string.Empty);
            to.Write(",\"engine\":\"onnxruntime\",\"runtime\":\"dotnet\",\"minWorkers\":"u8);
            to.Write(workers);
            to.Write(",\"maxWorkers\":"u8);
            to.Write(workers);
            to.Write(",\"batchSize\":1,\"maxBatchDelay\":0,\"workers\":["u8);
            if (entry.Model is not null)
            {
                to.Write("{\"id\":\"0\",\"status\":"u8);
                JsonText.Write(to, entry.StateName);
                to.Write(",\"gpu\":false}"u8);
            }

            to.Write("]}"u8);
        }

        to.Write((byte)']');
    }
}
