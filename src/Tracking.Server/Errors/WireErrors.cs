using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;

namespace Tracking.Server.Errors;

/// <summary>The one table from the core's codes to MLflow's names and HTTP statuses.</summary>
internal static class WireErrors
{
    public static (string Name, int Status) Of(ErrorCode code) => code switch
    {
        ErrorCode.InvalidParameterValue => ("INVALID_PARAMETER_VALUE", StatusCodes.Status400BadRequest),
        ErrorCode.BadRequest => ("BAD_REQUEST", StatusCodes.Status400BadRequest),
        ErrorCode.ResourceAlreadyExists => ("RESOURCE_ALREADY_EXISTS", StatusCodes.Status400BadRequest),
        ErrorCode.ResourceDoesNotExist => ("RESOURCE_DOES_NOT_EXIST", StatusCodes.Status404NotFound),
        ErrorCode.NotFound => ("NOT_FOUND", StatusCodes.Status404NotFound),
        ErrorCode.EndpointNotFound => ("ENDPOINT_NOT_FOUND", StatusCodes.Status404NotFound),
        ErrorCode.PermissionDenied => ("PERMISSION_DENIED", StatusCodes.Status403Forbidden),
        ErrorCode.Aborted => ("ABORTED", StatusCodes.Status409Conflict),
        ErrorCode.RequestLimitExceeded => ("REQUEST_LIMIT_EXCEEDED", StatusCodes.Status429TooManyRequests),
        ErrorCode.TemporarilyUnavailable => ("TEMPORARILY_UNAVAILABLE", StatusCodes.Status503ServiceUnavailable),
        ErrorCode.NotImplemented => ("NOT_IMPLEMENTED", StatusCodes.Status501NotImplemented),
        ErrorCode.DeadlineExceeded => ("DEADLINE_EXCEEDED", StatusCodes.Status504GatewayTimeout),
        ErrorCode.InvalidState => ("INVALID_STATE", StatusCodes.Status500InternalServerError),
        ErrorCode.IdempotencyKeyInUse => ("IDEMPOTENCY_KEY_IN_USE", StatusCodes.Status409Conflict),
        ErrorCode.IdempotencyKeyReused => ("IDEMPOTENCY_KEY_REUSED", StatusCodes.Status422UnprocessableEntity),
        ErrorCode.DataLoss => ("DATA_LOSS", StatusCodes.Status500InternalServerError),
        ErrorCode.FeatureDisabled => ("FEATURE_DISABLED", StatusCodes.Status500InternalServerError),
        _ => ("INTERNAL_ERROR", StatusCodes.Status500InternalServerError),
    };
}
