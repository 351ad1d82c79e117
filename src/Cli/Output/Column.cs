namespace Tracking.Cli.Output;

/// <summary>One column of a list.</summary>
/// <param name="Name">As in CSV, such as <c>run_id</c>; tables show it as RUN ID.</param>
/// <param name="Value">
/// A string, number, <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>, or null for nothing.
/// </param>
internal sealed record Column<T>(string Name, Func<T, object?> Value)
{
    /// <summary>Whether it may be cut so that a table fits the screen.</summary>
    public bool Shrinks { get; init; }

    /// <summary>Whether it is aligned to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Its colour for an item.</summary>
    public Func<T, Ink>? Ink { get; init; }
}
