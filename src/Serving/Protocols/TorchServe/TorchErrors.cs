using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>Errors as TorchServe and SageMaker's model servers have them: {"code", "type", "message"}.</summary>
internal static class TorchErrors
{
    public static AnswerHead Write(ServingError error, string message, ResponseBuffer to)
    {
        var (status, type) = Map(error);
        WriteBody(to, status, type, message);
        return new AnswerHead(status, "application/json");
    }

    public static void WriteBody(ResponseBuffer to, int status, string type, string message)
    {
        to.Write("{\"code\":"u8);
        JsonText.WriteWhole(to, status);
        to.Write(",\"type\":"u8);
        JsonText.Write(to, type);
        to.Write(",\"message\":"u8);
        JsonText.Write(to, message);
        to.Write((byte)'}');
    }

    private static (int Status, string Type) Map(ServingError error) => error switch
    {
        ServingError.ModelNotFound => (StatusCodes.Status404NotFound, "ModelNotFoundException"),
        ServingError.ModelExists => (StatusCodes.Status409Conflict, "ConflictStatusException"),
        ServingError.ModelNotReady or ServingError.QueueFull =>
            (StatusCodes.Status503ServiceUnavailable, "ServiceUnavailableException"),
        ServingError.BodyTooLarge => (StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLargeException"),
        ServingError.UnsupportedMediaType =>
            (StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaTypeException"),
        ServingError.DeadlineExceeded => (StatusCodes.Status504GatewayTimeout, "TimeoutException"),
        ServingError.MalformedRequest or ServingError.SignatureMismatch or ServingError.InvalidInput
            or ServingError.ModelUnusable => (StatusCodes.Status400BadRequest, "BadRequestException"),
        _ => (StatusCodes.Status500InternalServerError, "InternalServerException"),
    };
}
