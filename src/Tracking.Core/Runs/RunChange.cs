namespace Tracking.Core.Runs;

/// <summary>What runs/update may change; null leaves a field as it is.</summary>
public sealed record RunChange(RunStatus? Status, long? EndMs, string? Name);
