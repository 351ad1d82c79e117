namespace Tracking.Core.Search.Binding;

/// <summary>A filter after type checking: every name is resolved to a field of the entity that is searched.</summary>
public abstract record Predicate;
