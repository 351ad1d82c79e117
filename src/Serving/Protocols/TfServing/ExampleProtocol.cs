using Microsoft.AspNetCore.Http;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Writes the answer to examples.</summary>
internal delegate void ExampleWriter(ResponseBuffer to, LoadedModel model, IReadOnlyList<NamedTensor> outputs);

/// <summary>TensorFlow Serving's classify and regress.</summary>
internal sealed class ExampleProtocol(InferenceEngine engine, TfModels models, ExampleWriter write) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request)
    {
        // As with predict, the content type is not asked for.
    }

    public override async ValueTask<AnswerHead> AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        using var lease = await models.LeaseAsync(call);
        var model = call.Reaches(lease);
        var began = engine.Now();
        var inputs = ExamplesReader.Read(call.Body.Span, model);
        var request = new InferenceRequest(inputs, null, call.Deadline, call.Context.RequestAborted)
        {
            Reading = engine.Since(began),
        };
        var outputs = await engine.ScoreAsync(model, request);
        began = engine.Now();
        write(answer, model, outputs);
        engine.Written(model, request, outputs, began);
        return AnswerHead.Json;
    }

    public override AnswerHead WriteError(ServingError error, string message, ResponseBuffer answer) =>
        TfErrors.Write(error, message, answer);
}
