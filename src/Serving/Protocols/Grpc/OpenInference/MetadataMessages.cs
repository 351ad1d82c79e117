using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>Writes ServerMetadataResponse and ModelMetadataResponse.</summary>
internal static class MetadataMessages
{
    public static void WriteServer(ProtoWriter writer, bool hasLogging)
    {
        writer.Text(1, "tracking");
        writer.Text(2, ServerVersion.Text);
        string[] ofHost = hasLogging ? ["logging"] : [];
        foreach (var extension in (string[])
            [.. ofHost, "model_configuration", "model_repository", "statistics", "trace"])
        {
            writer.Element(3, extension);
        }
    }

    public static void WriteModel(ProtoWriter writer, LoadedModel model)
    {
        writer.Text(1, model.Name);
        if (model.Version is { } version)
        {
            writer.Element(2, version);
        }

        writer.Text(3, model.Platform);
        WriteTensors(writer, 4, model.Scorer.Schema.Inputs);
        WriteTensors(writer, 5, model.Scorer.Schema.Outputs);
    }

    private static void WriteTensors(ProtoWriter writer, int field, IReadOnlyList<TensorInfo> tensors)
    {
        foreach (var tensor in tensors)
        {
            var start = writer.Begin(field);
            writer.Text(1, tensor.Name);
            writer.Text(2, Datatypes.NameOf(tensor.ElementType));
            writer.Numbers(3, [.. tensor.Shape]);
            writer.End(start);
        }
    }
}
