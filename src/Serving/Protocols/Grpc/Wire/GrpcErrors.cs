using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>How a call ended.</summary>
/// <param name="Code">The status.</param>
/// <param name="Message">For the caller to read; null for a good end.</param>
internal readonly record struct GrpcOutcome(GrpcStatusCode Code, string? Message)
{
    /// <summary>When to try again; null where that is of no use.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static GrpcOutcome Ok => default;
}

/// <summary>Errors of the serve host as gRPC's statuses.</summary>
internal static class GrpcErrors
{
    /// <summary>The status of an error; what is not coded is logged and told without its details.</summary>
    public static GrpcOutcome From(Exception error, ILogger logger)
    {
        switch (error)
        {
            case GrpcException coded:
                return new(coded.Code, coded.Message);
            case ServingException coded:
                if (coded.Error == ServingError.ModelFailed)
                {
                    logger.LogWarning(coded, "The model failed: {Message}", coded.Message);
                }

                return Of(coded);
            case ScoringException scoring:
                return From(ServingException.From(scoring), logger);
            case BadHttpRequestException bad:
                return new(GrpcStatusCode.Internal, bad.Message);
            default:
                logger.LogError(error, "A call failed unexpectedly.");
                return new(
                    GrpcStatusCode.Internal, $"Unexpected {error.GetType().Name}; the server's log has it.");
        }
    }

    /// <summary>The status of a coded error.</summary>
    public static GrpcOutcome Of(ServingException coded) =>
        new(CodeOf(coded.Error), coded.Message) { RetryAfter = coded.RetryAfter };

    private static GrpcStatusCode CodeOf(ServingError error) => error switch
    {
        ServingError.MalformedRequest or ServingError.SignatureMismatch or ServingError.InvalidInput
            or ServingError.UnsupportedMediaType => GrpcStatusCode.InvalidArgument,
        ServingError.BodyTooLarge => GrpcStatusCode.ResourceExhausted,
        ServingError.ModelNotFound => GrpcStatusCode.NotFound,
        ServingError.EndpointOff => GrpcStatusCode.Unimplemented,
        ServingError.Unauthenticated => GrpcStatusCode.Unauthenticated,
        ServingError.Forbidden => GrpcStatusCode.PermissionDenied,
        ServingError.ModelExists => GrpcStatusCode.AlreadyExists,
        ServingError.ModelNotReady or ServingError.QueueFull => GrpcStatusCode.Unavailable,
        ServingError.ModelUnusable => GrpcStatusCode.FailedPrecondition,
        ServingError.DeadlineExceeded => GrpcStatusCode.DeadlineExceeded,
        _ => GrpcStatusCode.Internal,
    };
}
