namespace Tracking.Serving.Core;

/// <summary>Where a version of a model stands in its life; Triton's repository index has the same.</summary>
internal enum ModelState
{
    /// <summary>Never asked for: it loads with its first request.</summary>
    Unloaded,

    /// <summary>Being resolved, loaded and warmed up.</summary>
    Loading,

    /// <summary>Answers requests.</summary>
    Ready,

    /// <summary>Finishes what it has and takes nothing new.</summary>
    Unloading,

    /// <summary>Does not answer; the reason says why.</summary>
    Unavailable,
}
