namespace Tracking.Contracts.Json;

/// <summary>The server wants this field of the path in the body too, as stock MLflow does.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireInBodyAttribute : Attribute;
