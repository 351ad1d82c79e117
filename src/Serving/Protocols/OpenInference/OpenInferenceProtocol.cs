using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Open Inference v2 infer in JSON.</summary>
internal sealed class OpenInferenceProtocol(InferenceEngine engine) : ScoringProtocol
{
    public override void CheckHeaders(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Inference-Header-Content-Length"))
        {
            throw new ServingException(
                ServingError.UnsupportedMediaType,
                "Binary tensor data is not supported here (see 'extensions' of GET /v2); send tensors as JSON.");
        }
    }

    public override async ValueTask AnswerAsync(ScoringCall call, ResponseBuffer answer)
    {
        var route = call.Context.Request.RouteValues;
        using var lease = await engine.LeaseAsync((string)route["name"]!, (string?)route["version"], call.Deadline);
        var model = lease.Model;
        var body = InferBodyReader.Read(call.Body.Span, model);
        var request = new InferenceRequest(body.Inputs, body.Outputs, call.Deadline, call.Context.RequestAborted);
        WriteAnswer(answer, model, body.Id, await engine.ScoreAsync(model, request));
    }

    public override ErrorAnswer WriteError(ServingError error, string message, ResponseBuffer answer)
    {
        OpenInferenceErrors.Write(answer, message);
        return new ErrorAnswer(OpenInferenceErrors.StatusOf(error), "application/json");
    }

    private static void WriteAnswer(
        ResponseBuffer to, LoadedModel model, string? id, IReadOnlyList<NamedTensor> outputs)
    {
        to.Write("{\"model_name\":"u8);
        JsonText.Write(to, model.Name);
        if (model.Version is not null)
        {
            to.Write(",\"model_version\":"u8);
            JsonText.Write(to, model.Version);
        }

        if (id is not null)
        {
            to.Write(",\"id\":"u8);
            JsonText.Write(to, id);
        }

        to.Write(",\"outputs\":["u8);
        for (var i = 0; i < outputs.Count; i++)
        {
            to.Write(i == 0 ? "{\"name\":"u8 : ",{\"name\":"u8);
            WriteOutput(to, outputs[i]);
        }

        to.Write("]}"u8);
    }

    private static void WriteOutput(ResponseBuffer to, NamedTensor output)
    {
        JsonText.Write(to, output.Name);
        to.Write(",\"datatype\":"u8);
        JsonText.Write(to, Datatypes.NameOf(output.Tensor.ElementType));
        to.Write(",\"shape\":"u8);
        MetadataWriter.WriteShape(to, output.Tensor.Shape);
        to.Write(",\"data\":"u8);
        TensorJsonWriter.WriteFlat(to, output.Tensor);
        to.Write((byte)'}');
    }
}
