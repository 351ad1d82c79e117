using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>TensorFlow Serving's and KServe v1's predict.</summary>
internal sealed class PredictProtocol(InferenceEngine engine, TfModels models) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request)
    {
        // The system's own curl lines send no content type; whatever comes is read as JSON.
    }

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        using var lease = await models.LeaseAsync(call);
        var model = call.Reaches(lease);
        var began = engine.Now();
        var body = PredictReader.Read(call.Body.Span, model);
        var request = new InferenceRequest(body.Inputs, null, call.Deadline, call.Context.RequestAborted)
        {
            Reading = engine.Since(began),
        };
        var outputs = await engine.ScoreAsync(model, request);
        began = engine.Now();
        PredictAnswer.Write(answer, outputs, body.IsRows);
        engine.Written(model, request, outputs, began);
        body.Lease?.Return();
        return AnswerHead.Json;
    }

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        TfErrors.Write(error, message, answer);
}
