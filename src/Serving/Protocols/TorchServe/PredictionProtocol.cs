using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.TfServing;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>TorchServe's predictions: the answer is the prediction itself, without an object around it.</summary>
internal sealed class PredictionProtocol(InferenceEngine engine) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request)
    {
        // What a body is read as follows from its type; there is none that is refused.
    }

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        var route = call.Context.Request.RouteValues;
        using var lease = await engine.LeaseAsync((string)route["name"]!, (string?)route["version"], call.Deadline);
        var model = call.Reaches(lease);
        var began = engine.Now();
        var body = await PredictionBody.ReadAsync(call, model);
        var request = new InferenceRequest(body.Inputs, null, call.Deadline, call.Context.RequestAborted)
        {
            Reading = engine.Since(began),
        };
        var outputs = await engine.ScoreAsync(model, request);
        began = engine.Now();
        if (body.IsRows)
        {
            PredictAnswer.WriteRows(answer, outputs);
        }
        else
        {
            PredictAnswer.WriteTensors(answer, outputs);
        }

        engine.Written(model, request, outputs, began);
        body.Lease?.Return();
        return AnswerHead.Json;
    }

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        TorchErrors.Write(error, message, answer);
}
