using Tracking.Core.Errors;

namespace Tracking.Core.Lifecycle;

/// <summary>Refusals of idempotency keys. They quote no more of a key than it may hold.</summary>
public static class IdempotencyErrors
{
    public static TrackingException InUse(string key) =>
        new(ErrorCode.IdempotencyKeyInUse,
            $"A request with Idempotency-Key '{key}' is being served; send it again for its answer.");

    public static TrackingException Reused(string key) =>
        new(ErrorCode.IdempotencyKeyReused,
            $"Idempotency-Key '{key}' was used for another request; give every create a key of its own, and send it " +
            "again only with the same path and body.");

    public static TrackingException Malformed(int length) =>
        ParameterErrors.Invalid(
            $"The header Idempotency-Key has {length} characters or odd ones; expected 1 to " +
            $"{IdempotencyKey.MaxLength} visible ASCII characters, such as a UUID.");
}
