using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Errors as Open Inference has them: a status and {"error": message}.</summary>
internal static class OpenInferenceErrors
{
    public static int StatusOf(ServingError error) => error switch
    {
        ServingError.ModelNotFound or ServingError.EndpointOff => StatusCodes.Status404NotFound,
        ServingError.Unauthenticated => StatusCodes.Status401Unauthorized,
        ServingError.Forbidden => StatusCodes.Status403Forbidden,
        ServingError.ModelExists => StatusCodes.Status409Conflict,
        ServingError.ModelNotReady or ServingError.QueueFull => StatusCodes.Status503ServiceUnavailable,
        ServingError.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ServingError.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ServingError.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        ServingError.MalformedRequest or ServingError.SignatureMismatch or ServingError.InvalidInput =>
            StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static AnswerHead Write(ServingError error, string message, ResponseBuffer to)
    {
        Write(to, message);
        return new AnswerHead(StatusOf(error), "application/json");
    }

    public static void Write(ResponseBuffer to, string message)
    {
        to.Write("{\"error\":"u8);
        JsonText.Write(to, message);
        to.Write((byte)'}');
    }
}
