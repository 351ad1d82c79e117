namespace Tracking.Serving.Core;

/// <summary>Where a served model stands in its life.</summary>
internal enum ModelState
{
    /// <summary>Being resolved, loaded and warmed up.</summary>
    Loading,

    /// <summary>Answers requests.</summary>
    Ready,

    /// <summary>Finishes what it has and takes nothing new.</summary>
    Draining,
}
