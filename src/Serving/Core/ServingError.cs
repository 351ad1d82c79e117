namespace Tracking.Serving.Core;

/// <summary>Why a request, or the start of a host, failed; each protocol maps these to its own statuses once.</summary>
public enum ServingError
{
    /// <summary>The request cannot be read: broken JSON, ragged rows, text where numbers belong.</summary>
    MalformedRequest,

    /// <summary>The request is readable but its names, types or shapes do not fit the model's signature.</summary>
    SignatureMismatch,

    /// <summary>The model itself refused inputs that no signature ruled out.</summary>
    InvalidInput,

    /// <summary>The content type is not one that the protocol reads.</summary>
    UnsupportedMediaType,

    /// <summary>The body is larger than the host accepts.</summary>
    BodyTooLarge,

    /// <summary>No model of that name or version is served here.</summary>
    ModelNotFound,

    /// <summary>The model is loading, warming up or draining.</summary>
    ModelNotReady,

    /// <summary>A model of that name and version is served already.</summary>
    ModelExists,

    /// <summary>Too many requests wait; <see cref="ServingException.RetryAfter"/> says how long.</summary>
    QueueFull,

    /// <summary>No API key, or one that is not known.</summary>
    Unauthenticated,

    /// <summary>The API key's role is not enough.</summary>
    Forbidden,

    /// <summary>The endpoint is turned off on this host.</summary>
    EndpointOff,

    /// <summary>The model did not answer within the request timeout.</summary>
    DeadlineExceeded,

    /// <summary>The model failed on inputs that fit.</summary>
    ModelFailed,

    /// <summary>A fault of the host itself; its log has the details.</summary>
    Unexpected,

    /// <summary>A model cannot be found, read or loaded.</summary>
    ModelUnusable,

    /// <summary>The host's options make no sense or its port cannot be had.</summary>
    HostUnusable,
}
