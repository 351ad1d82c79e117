using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Models.Signatures;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.SageMaker;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>
/// MLflow's scoring protocol in JSON or CSV: POST /invocations on the first model, /models/{name}/invoke on any.
/// </summary>
internal sealed class MlflowProtocol(InferenceEngine engine) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request) => ContentTypes.Parse(request.ContentType);

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        // Without a name in the path, as in /invocations, it is the first model.
        var name = (string?)call.Context.Request.RouteValues["name"];
        using var lease = await engine.LeaseAsync(name, null, call.Deadline);
        SageMakerHeaders.Echo(call.Context);
        var model = call.Reaches(lease);
        var format = ContentTypes.Parse(call.Context.Request.ContentType);
        var began = engine.Now();
        var invocation = Read(format, call.Body.Span, model);
        var request = new InferenceRequest(
            invocation.Inputs, Outputs: null, call.Deadline, call.Context.RequestAborted)
        {
            Reading = engine.Since(began),
        };
        var outputs = await engine.ScoreAsync(model, request);
        began = engine.Now();
        PredictionsWriter.Write(answer, outputs, invocation.AnswersRecords);
        engine.Written(model, request, outputs, began);
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
