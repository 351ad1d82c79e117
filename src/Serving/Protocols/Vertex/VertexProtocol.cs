using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.TfServing;

namespace Tracking.Serving.Protocols.Vertex;

/// <summary>Vertex AI's predictions: {"instances": […]} gives {"predictions": […]}, a value for each.</summary>
internal sealed class VertexProtocol(InferenceEngine engine) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request)
    {
        // Vertex sends JSON and says so; what else comes is read as JSON, too.
    }

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        using var lease = await engine.LeaseAsync(null, null, call.Deadline);
        var model = call.Reaches(lease);
        var began = engine.Now();
        var body = PredictReader.Read(call.Body.Span, model);
        if (!body.IsRows)
        {
            throw ServingException.Malformed("A prediction request has 'instances', a list with a value for each row.");
        }

        var request = new InferenceRequest(body.Inputs, null, call.Deadline, call.Context.RequestAborted)
        {
            Reading = engine.Since(began),
        };
        var outputs = await engine.ScoreAsync(model, request);
        began = engine.Now();
        PredictAnswer.Write(answer, outputs, asRows: true);
        engine.Written(model, request, outputs, began);
        body.Lease?.Return();
        return AnswerHead.Json;
    }

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        TfErrors.Write(error, message, answer);

    /// <summary>{"error": message}.</summary>
    public static void WriteError(ResponseBuffer to, string message) => TfErrors.WriteBody(to, message);
}
