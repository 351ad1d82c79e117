namespace Tracking.Models.Flavors.Onnx.Authoring;

/// <summary>One dimension of an input or output: a fixed extent, a named one such as <c>"batch"</c>, or any.</summary>
public readonly record struct OnnxDim
{
    private OnnxDim(long? size, string? symbol) => (Size, Symbol) = (size, symbol);

    /// <summary>A dimension of which nothing is known.</summary>
    public static OnnxDim Any => default;

    /// <summary>The extent where it is fixed, otherwise null.</summary>
    public long? Size { get; }

    /// <summary>The name where the extent varies; equal names in one model stand for equal extents.</summary>
    public string? Symbol { get; }

    /// <summary>A fixed extent.</summary>
    /// <param name="size">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The extent is negative.</exception>
    public static OnnxDim FromInt64(long size) => size >= 0
        ? new(size, null)
        : throw new ArgumentOutOfRangeException(
            nameof(size), size, "A dimension has no negative extent; name it (\"batch\") or use OnnxDim.Any.");

    /// <summary>An extent that varies from call to call.</summary>
    /// <param name="symbol">What to call it, not blank.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static OnnxDim FromString(string symbol)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(symbol);
        return new(null, symbol);
    }

    /// <inheritdoc cref="FromInt64"/>
    public static implicit operator OnnxDim(long size) => FromInt64(size);

    /// <inheritdoc cref="FromString"/>
    public static implicit operator OnnxDim(string symbol) => FromString(symbol);

    /// <summary>The extent, the name, or <c>?</c>.</summary>
    public override string ToString() => Symbol ?? Size?.ToString() ?? "?";
}
