namespace Tracking.Core.Errors;

/// <summary>What went wrong, in MLflow's vocabulary. Edges map it to their protocol's status.</summary>
public enum ErrorCode
{
    InternalError,
    InvalidParameterValue,
    BadRequest,
    InvalidState,
    ResourceAlreadyExists,
    ResourceDoesNotExist,
    NotFound,
    EndpointNotFound,
    PermissionDenied,
    Aborted,
    RequestLimitExceeded,
    TemporarilyUnavailable,
    NotImplemented,
    DeadlineExceeded,
    DataLoss,
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    FeatureDisabled,
}
