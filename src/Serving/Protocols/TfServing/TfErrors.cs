using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.OpenInference;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Errors as TensorFlow Serving and KServe v1 have them: a status and { "error": message }.</summary>
internal static class TfErrors
{
    public static AnswerHead Write(ServingError error, string message, ResponseBuffer to)
    {
        WriteBody(to, message);
        return new AnswerHead(OpenInferenceErrors.StatusOf(error), "application/json");
    }

    public static void WriteBody(ResponseBuffer to, string message)
    {
        to.Write("{ \"error\": "u8);
        JsonText.Write(to, message);
        to.Write(" }"u8);
    }

    /// <summary>What a request for a model that is not served is told.</summary>
    public static string NotFoundForRequest(string name, string? version) =>
        $"Servable not found for request: {(version is null ? $"Latest({name})" : $"Specific({name}, {version})")}";

    /// <summary>What a question for the status of such a model is told.</summary>
    public static string NotFoundForStatus(string name, string? version) => version is null
        ? $"Could not find any versions of model {name}"
        : $"Could not find version {version} of model {name}";
}
