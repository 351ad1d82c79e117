using System.Runtime.CompilerServices;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Learns the shape of a nested array while it is walked, and refuses ragged ones.</summary>
internal struct ArrayShape
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MostDimensions = 32;

    private Extents _counts;
    private Extents _extents;
    private int _depth;
    private int _known;
    private int _rank;

    public ArrayShape()
    {
        _rank = -1;
    }

    /// <summary>How many arrays are open.</summary>
    public readonly int Depth => _depth;

    /// <summary>An array begins.</summary>
    public void Open()
    {
        if (_depth == _rank)
        {
            throw Ragged("holds an array beside plain values");
        }

        if (_depth == MostDimensions)
        {
            throw ServingException.Malformed($"The array is nested deeper than {MostDimensions} levels.");
        }

        CountOne();
        _counts[_depth++] = 0;
    }

    /// <summary>A plain value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Element()
    {
        if (_depth != _rank)
        {
            SetRank();
        }

        CountOne();
    }

    /// <summary>Several plain values of the innermost open array.</summary>
    public void Elements(int count)
    {
        Element();
        if (_depth > 0)
        {
            _counts[_depth - 1] += count - 1;
        }
    }

    /// <summary>The innermost open array ends.</summary>
    public void Close()
    {
        var count = _counts[--_depth];
        if (_depth >= _known)
        {
            for (var i = _known; i < _depth; i++)
            {
                _extents[i] = -1;
            }

            _extents[_depth] = count;
            _known = _depth + 1;
        }
        else if (_extents[_depth] < 0)
        {
            _extents[_depth] = count;
        }
        else if (_extents[_depth] != count)
        {
            throw Ragged($"has {_extents[_depth]} elements in one place and {count} in another");
        }
    }

    /// <summary>The extents found; empty for a single value.</summary>
    public readonly long[] ToShape()
    {
        if (_known == 0)
        {
            return [];
        }

        var shape = new long[_known];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = _extents[i];
        }

        return shape;
    }

    /// <summary>Where the walk stands, such as [0][3].</summary>
    public readonly string Position()
    {
        var position = new System.Text.StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            var index = i < _depth - 1 ? _counts[i] - 1 : _counts[i];
            position.Append('[').Append(index).Append(']');
        }

        return position.ToString();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountOne()
    {
        if (_depth > 0)
        {
            _counts[_depth - 1]++;
        }
    }

    private void SetRank()
    {
        if (_rank >= 0 || _known > _depth)
        {
            throw Ragged("holds plain values beside arrays");
        }

        _rank = _depth;
    }

    private readonly ServingException Ragged(string how) => ServingException.Malformed(
        $"The array is ragged: dimension {Math.Max(0, _depth)} {how}; every row needs the same length and depth.");

    [InlineArray(MostDimensions)]
    private struct Extents
    {
        private long _first;
    }
}
