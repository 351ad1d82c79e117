using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>
/// The raw bytes behind the JSON, handed out from the front; rewind them before the first. Not thread-safe.
/// </summary>
internal sealed class RawParts(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = ReadOnlyMemory<byte>.Empty;

    /// <summary>Begins again: JSON with bare NaN is read twice.</summary>
    public void Rewind() => _rest = bytes;

    /// <summary>The next bytes.</summary>
    /// <exception cref="ServingException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(string input, long count)
    {
        if (count > _rest.Length)
        {
            throw ServingException.Malformed(
                $"Input '{input}' has binary_data_size {count}, but only {_rest.Length} bytes are left behind the "
                + "JSON.");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken.Span;
    }

    /// <summary>Refuses bytes that no input claimed.</summary>
    public void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw ServingException.Malformed(
                $"{_rest.Length} bytes behind the JSON belong to no input; the sum of binary_data_size must be "
                + "theirs.");
        }
    }
}
