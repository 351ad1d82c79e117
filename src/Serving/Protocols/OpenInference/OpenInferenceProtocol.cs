using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Open Inference v2 infer in JSON and in JSON with raw bytes behind it.</summary>
internal sealed class OpenInferenceProtocol(InferenceEngine engine) : ScoringProtocol
{
    // Beyond a day the server's own limit is the shorter one.
    private const long MostMicroseconds = 24L * 60 * 60 * 1_000_000;

    private static readonly AnswerHead Binary = new(StatusCodes.Status200OK, "application/octet-stream");

    public override void CheckHeaders(HttpRequest request) => InferFrame.Of(request);

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        var route = call.Context.Request.RouteValues;
        using var lease = await engine.LeaseAsync((string)route["name"]!, (string?)route["version"], call.Deadline);
        var model = call.Reaches(lease);
        var began = engine.Now();
        var body = InferBodyReader.Read(call.Body, InferFrame.Of(call.Context.Request), model);
        var names = body.Outputs?.Select(output => output.Name).ToList();
        var request = new InferenceRequest(body.Inputs, names, call.Deadline, call.Context.RequestAborted)
        {
            Priority = body.Parameters.Priority,
            Reading = engine.Since(began),
        };
        var outputs = await ScoreAsync(model, request, body.Parameters.TimeoutMicroseconds);
        began = engine.Now();
        var jsonBytes = InferAnswer.Write(answer, model, body, outputs);
        engine.Written(model, request, outputs, began);
        body.Lease.Return();
        if (jsonBytes is not { } length)
        {
            return AnswerHead.Json;
        }

        call.Context.Response.Headers[InferFrame.Header] = InferAnswer.HeaderOf(length);
        return Binary;
    }

    private async ValueTask<IReadOnlyList<NamedTensor>> ScoreAsync(
        LoadedModel model, InferenceRequest request, long timeout)
    {
        if (timeout is not (> 0 and <= MostMicroseconds and var microseconds))
        {
            return await engine.ScoreAsync(model, request);
        }

        using var limit = engine.Deadline.Start(TimeSpan.FromMicroseconds(microseconds), request.Deadline);
        try
        {
            return await engine.ScoreAsync(model, request with { Deadline = limit.Token });
        }
        catch (ServingException error) when (
            error.Error == ServingError.DeadlineExceeded && !request.Deadline.IsCancellationRequested)
        {
            throw new ServingException(
                error.Error, $"Model '{model.Name}' did not answer within the timeout of {microseconds} us.", error);
        }
    }

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        OpenInferenceErrors.Write(error, message, answer);
}
