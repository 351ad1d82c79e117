namespace Tracking.Core.Lifecycle;

/// <summary>What a client calls one create, so that it can send it again without making a second thing.</summary>
/// <param name="Value">Chosen by the client: 1 to 255 visible ASCII characters.</param>
/// <param name="Fingerprint">Tells requests apart: the same key with another one is refused.</param>
public sealed record IdempotencyKey(string Value, string Fingerprint)
{
    public const int MaxLength = 255;

    /// <summary>How long a key is remembered at least, unless more than <see cref="KeptMax"/> came since.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromHours(24);

    /// <summary>The most keys that are remembered; the oldest go first.</summary>
    public const int KeptMax = 200_000;
}
