namespace Tracking.Contracts.Json;

/// <summary>The server refuses a request in which this field is missing or, for a string, empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireRequiredAttribute : Attribute;
