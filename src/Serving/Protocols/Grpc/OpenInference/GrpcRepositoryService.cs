using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>The repository methods of <c>inference.GRPCInferenceService</c>. Thread-safe.</summary>
internal sealed class GrpcRepositoryService(InferenceEngine engine)
{
    public ValueTask IndexAsync(GrpcCall call)
    {
        var onlyReady = ReadOnlyReady(call.Message.Span);
        var writer = new ProtoWriter(call.Answer.Fields);
        foreach (var entry in engine.Models.Index())
        {
            if (onlyReady && entry.State != ModelState.Ready)
            {
                continue;
            }

            var start = writer.Begin(1);
            writer.Text(1, entry.Name);
            writer.Text(2, entry.Version);
            writer.Text(3, entry.StateName);
            writer.Text(4, entry.Reason);
            writer.End(start);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask LoadAsync(GrpcCall call) =>
        await engine.Models.LoadAsync(ReadModel(call.Message.Span), version: null, call.Deadline);

    public async ValueTask UnloadAsync(GrpcCall call) =>
        await engine.Models.UnloadAsync(ReadModel(call.Message.Span), version: null, call.Deadline);

    private static bool ReadOnlyReady(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var onlyReady = false;
        while (reader.Next())
        {
            if (reader.Is(2, WireKind.Varint))
            {
                onlyReady = reader.Varint() != 0;
            }
            else
            {
                reader.Skip();
            }
        }

        return onlyReady;
    }

    private static string ReadModel(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        var name = "";
        while (reader.Next())
        {
            if (reader.Is(2, WireKind.Bytes))
            {
                name = reader.Text();
            }
            else if (reader.Is(3, WireKind.Bytes))
            {
                RefuseContent(new ProtoReader(reader.Bytes()));
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }

    // A model whose files come with the request would bypass the registry.
    private static void RefuseContent(ProtoReader parameter)
    {
        while (parameter.Next())
        {
            if (parameter.Is(1, WireKind.Bytes)
                && parameter.Text() is var key
                && (key == "config" || key.StartsWith("file:", StringComparison.Ordinal)))
            {
                throw new GrpcException(
                    GrpcStatusCode.Unimplemented,
                    $"The parameter '{key}' is not supported; models come from their URI.");
            }

            if (parameter.Field != 1)
            {
                parameter.Skip();
            }
        }
    }
}
