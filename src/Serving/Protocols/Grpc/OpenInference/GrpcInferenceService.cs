using Tracking.Serving.Core;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc.OpenInference;

/// <summary>What looks at models and runs them in <c>inference.GRPCInferenceService</c>. Thread-safe.</summary>
internal sealed class GrpcInferenceService(
    InferenceEngine engine, RequestDeadline deadlines, LogSettings? logs = null)
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

    public ValueTask ServerMetadataAsync(GrpcCall call)
    {
        MetadataMessages.WriteServer(new ProtoWriter(call.Answer.Fields), hasLogging: logs is not null);
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

    public ValueTask ModelStatisticsAsync(GrpcCall call)
    {
        var (name, version) = ModelKey.Read(call.Message.Span);
        if (name.Length > 0)
        {
            engine.Find(name, version);
        }

        StatisticsMessages.Write(
            new ProtoWriter(call.Answer.Fields), engine.Statistics(name.Length == 0 ? null : name, version));
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs one request and writes its ModelInferResponse.</summary>
    public async ValueTask ModelInferAsync(GrpcCall call)
    {
        var head = InferHead.Read(call.Message.Span);
        if (head.Patience is not { } patience)
        {
            await InferAsync(call, head);
            return;
        }

        using var clock = deadlines.Start(patience, call.Deadline);
        await InferAsync(call with { Deadline = clock.Token, Patience = Shorter(call.Patience, patience) }, head);
    }

    private async ValueTask InferAsync(GrpcCall call, InferHead head)
    {
        using var lease = await engine.LeaseAsync(head.ModelName, head.Version, call.Deadline);
        var model = lease.Model;
        call.Reached?.Tell(model);
        var began = engine.Now();
        var body = InferMessageReader.Read(call.Message.Span, head, model);
        var request = new InferenceRequest(body.Inputs, body.Outputs, call.Deadline, call.CallerGone)
        {
            Priority = head.Priority,
            Patience = call.Patience,
            Reading = engine.Since(began),
        };
        var outputs = await engine.ScoreAsync(model, request);
        began = engine.Now();
        InferMessageWriter.Write(call.Answer, model, head, outputs);
        engine.Written(model, request, outputs, began);
    }

    private static TimeSpan Shorter(TimeSpan? one, TimeSpan other) => one < other ? one.Value : other;

    private static ValueTask Flag(GrpcCall call, bool value)
    {
        new ProtoWriter(call.Answer.Fields).Flag(ReadyField, value);
        return ValueTask.CompletedTask;
    }
}
