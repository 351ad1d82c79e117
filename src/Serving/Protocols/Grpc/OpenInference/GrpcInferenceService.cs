using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>The methods of <c>inference.GRPCInferenceService</c> that look at models and run them. Thread-safe.</summary>
internal sealed class GrpcInferenceService(InferenceEngine engine)
{
    private const int ReadyField = 1;

    public static ValueTask ServerLiveAsync(GrpcCall call) => Flag(call, value: true);

    public ValueTask ServerReadyAsync(GrpcCall call) => Flag(call, engine.IsReady);

    public ValueTask ModelReadyAsync(GrpcCall call)
    {
        var (name, version) = ModelKey.Read(call.Message.Span);
        try
        {
            engine.Find(name, version);
            return Flag(call, value: true);
        }
        catch (ServingException error) when (error.Error == ServingError.ModelNotReady)
        {
            return Flag(call, value: false);
        }
    }

    public static ValueTask ServerMetadataAsync(GrpcCall call)
    {
        MetadataMessages.WriteServer(new ProtoWriter(call.Answer.Fields));
        return ValueTask.CompletedTask;
    }

    public ValueTask ModelMetadataAsync(GrpcCall call)
    {
        var (name, version) = ModelKey.Read(call.Message.Span);
        MetadataMessages.WriteModel(new ProtoWriter(call.Answer.Fields), engine.Find(name, version));
        return ValueTask.CompletedTask;
    }

    public ValueTask ModelConfigAsync(GrpcCall call)
    {
        var (name, version) = ModelKey.Read(call.Message.Span);
        ConfigMessages.Write(new ProtoWriter(call.Answer.Fields), engine.Find(name, version));
        return ValueTask.CompletedTask;
    }

    public ValueTask ModelInferAsync(GrpcCall call)
    {
        Infer(call.Message.Span, call.Answer, call.Deadline, call.Context.RequestAborted);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs one request and writes its ModelInferResponse.</summary>
    public void Infer(
        ReadOnlySpan<byte> message, GrpcAnswer answer, CancellationToken deadline, CancellationToken callerGone)
    {
        var head = InferHead.Read(message);
        var model = engine.Find(head.ModelName, head.Version);
        var body = InferMessageReader.Read(message, head, model);
        var request = new InferenceRequest(body.Inputs, body.Outputs, deadline, callerGone);
        InferMessageWriter.Write(answer, model, head, engine.Score(model, request));
    }

    private static ValueTask Flag(GrpcCall call, bool value)
    {
        new ProtoWriter(call.Answer.Fields).Flag(ReadyField, value);
        return ValueTask.CompletedTask;
    }
}
