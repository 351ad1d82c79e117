namespace Tracking.Contracts.Json;

/// <summary>
/// The server reads what is wrong in this field as nothing, as stock MLflow does: a number as 0, a list with a wrong
/// item as an empty one; fields that an item lacks are empty.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireLooseAttribute : Attribute;
