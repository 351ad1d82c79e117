using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Errors as MLflow's scoring server has them: {"error_code", "message"}, some as plain text.</summary>
internal static class MlflowErrors
{
    private const string Text = "text/plain; charset=utf-8";

    public static AnswerHead Write(ServingError error, string message, ResponseBuffer to)
    {
        var (status, code) = Map(error);
        if (code is null)
        {
            to.WriteText(message);
            return new AnswerHead(status, Text);
        }

        to.Write("{\"error_code\":"u8);
        JsonText.Write(to, code);
        to.Write(",\"message\":"u8);
        JsonText.Write(to, message);
        to.Write((byte)'}');
        return new AnswerHead(status, "application/json");
    }

    /// <summary>The body of an unknown path or method: {"detail": text}.</summary>
    public static void WriteDetail(ResponseBuffer to, string detail)
    {
        to.Write("{\"detail\":"u8);
        JsonText.Write(to, detail);
        to.Write((byte)'}');
    }

    // A model's own failure is a 400 in MLflow, whoever is to blame; its clients rely on it.
    private static (int Status, string? Code) Map(ServingError error) => error switch
    {
        ServingError.MalformedRequest or ServingError.InvalidInput or ServingError.ModelFailed =>
            (StatusCodes.Status400BadRequest, "BAD_REQUEST"),
        ServingError.SignatureMismatch => (StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE"),
        ServingError.UnsupportedMediaType => (StatusCodes.Status415UnsupportedMediaType, null),
        ServingError.BodyTooLarge => (StatusCodes.Status413PayloadTooLarge, "BAD_REQUEST"),
        ServingError.ModelNotFound => (StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST"),
        ServingError.EndpointOff => (StatusCodes.Status404NotFound, "ENDPOINT_NOT_FOUND"),
        ServingError.Unauthenticated => (StatusCodes.Status401Unauthorized, "UNAUTHENTICATED"),
        ServingError.Forbidden => (StatusCodes.Status403Forbidden, "PERMISSION_DENIED"),
        ServingError.ModelExists => (StatusCodes.Status409Conflict, "RESOURCE_ALREADY_EXISTS"),
        ServingError.ModelNotReady or ServingError.QueueFull =>
            (StatusCodes.Status503ServiceUnavailable, "TEMPORARILY_UNAVAILABLE"),
        ServingError.DeadlineExceeded => (StatusCodes.Status504GatewayTimeout, null),
        _ => (StatusCodes.Status500InternalServerError, "INTERNAL_ERROR"),
    };
}
