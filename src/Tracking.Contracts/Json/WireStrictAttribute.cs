namespace Tracking.Contracts.Json;

/// <summary>The server refuses an unknown name of this enumeration, where it would otherwise ignore it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireStrictAttribute : Attribute;
