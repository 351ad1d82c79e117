using Microsoft.AspNetCore.Http;
using Tracking.Models.Signatures;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>MLflow's scoring protocol: POST /invocations in JSON or CSV, on the first model.</summary>
internal sealed class MlflowProtocol(InferenceEngine engine) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request) => ContentTypes.Parse(request.ContentType);

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        using var lease = await engine.LeaseAsync(null, null, call.Deadline);
        var model = lease.Model;
        var format = ContentTypes.Parse(call.Context.Request.ContentType);
        var invocation = Read(format, call.Body.Span, model);
        var request = new InferenceRequest(
            invocation.Inputs, Outputs: null, call.Deadline, call.Context.RequestAborted);
        PredictionsWriter.Write(answer, await engine.ScoreAsync(model, request), invocation.AnswersRecords);
        invocation.Lease?.Return();
        return AnswerHead.Json;
    }

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ServingException">It cannot be read, or does not fit the model's signature.</exception>
    public static Invocation Read(BodyFormat format, ReadOnlySpan<byte> body, LoadedModel model) =>
        format == BodyFormat.Csv ? CsvInvocation.Read(body, model) : JsonInvocation.Read(body, model);

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        MlflowErrors.Write(error, message, answer);
}
