namespace Tracking.Serving;

/// <summary>A model that a host serves.</summary>
/// <param name="Name">What it is called in Open Inference paths.</param>
/// <param name="Version">Its registered version; null outside a registry.</param>
/// <param name="Directory">The folder that it was loaded from.</param>
public sealed record ServedModelInfo(string Name, string? Version, string Directory);
