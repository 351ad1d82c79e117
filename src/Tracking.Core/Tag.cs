namespace Tracking.Core;

/// <summary>A label of an experiment, a run, a model or a version; the last value set wins.</summary>
public readonly record struct Tag(string Key, string Value);
