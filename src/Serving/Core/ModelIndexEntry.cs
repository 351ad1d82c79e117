namespace Tracking.Serving.Core;

/// <summary>One line of the repository's index.</summary>
/// <param name="Name">What it is called in paths.</param>
/// <param name="Version">Its version; null where it has none.</param>
/// <param name="State">Whether it answers.</param>
/// <param name="Reason">Why it does not, or what went wrong with its last reload; empty if all is well.</param>
/// <param name="Model">What answers now; null unless loaded. It may be closed any time: lease it to use it.</param>
internal sealed record ModelIndexEntry(
    string Name, string? Version, ModelState State, string Reason, LoadedModel? Model)
{
    /// <summary>The alias in the registry that it follows; null where it follows none.</summary>
    public string? Label { get; init; }

    /// <summary>READY, LOADING, UNLOADING, UNAVAILABLE, or empty for one that was never loaded.</summary>
    public string StateName => State == ModelState.Unloaded ? string.Empty : State.ToString().ToUpperInvariant();
}
