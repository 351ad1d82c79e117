namespace Tracking.Contracts.Json;

/// <summary>
/// The server cuts the fraction of a number in this field: a clock that counts parts of a millisecond must not cost a
/// client its point.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireCutAttribute : Attribute;
