using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Open Inference v2 infer in JSON and in JSON with raw bytes behind it.</summary>
internal sealed class OpenInferenceProtocol(InferenceEngine engine) : ScoringProtocol
{
    private static readonly AnswerHead Binary = new(StatusCodes.Status200OK, "application/octet-stream");

    public override void CheckHeaders(HttpRequest request) => InferFrame.Of(request);

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        var route = call.Context.Request.RouteValues;
        using var lease = await engine.LeaseAsync((string)route["name"]!, (string?)route["version"], call.Deadline);
        var model = lease.Model;
        var body = InferBodyReader.Read(call.Body, InferFrame.Of(call.Context.Request), model);
        var names = body.Outputs?.Select(output => output.Name).ToList();
        var request = new InferenceRequest(body.Inputs, names, call.Deadline, call.Context.RequestAborted)
        {
            Priority = body.Parameters.Priority,
        };
        var outputs = await engine.ScoreAsync(model, request);
        var jsonBytes = InferAnswer.Write(answer, model, body, outputs);
        body.Lease.Return();
        if (jsonBytes is not { } length)
        {
            return AnswerHead.Json;
        }

        call.Context.Response.Headers[InferFrame.Header] = InferAnswer.HeaderOf(length);
        return Binary;
    }

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer)
    {
        OpenInferenceErrors.Write(answer, message);
        return new AnswerHead(OpenInferenceErrors.StatusOf(error), "application/json");
    }
}
