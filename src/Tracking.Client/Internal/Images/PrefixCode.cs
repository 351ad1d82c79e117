namespace Tracking.Client.Internal.Images;

/// <summary>A canonical Huffman code of WebP: frequent symbols get few bits, none more than 15.</summary>
internal sealed class PrefixCode
{
    private const int MaxLength = 15;

    // How WebP orders the lengths of the code in which lengths are written; here each length takes 4 bits.
    private static readonly int[] LengthOrder =
        [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly int[] _lengths;
    private readonly int[] _codes;
    private readonly int? _only;

    private PrefixCode(int[] lengths, int? only)
    {
        _lengths = lengths;
        _codes = CodesOf(lengths);
        _only = only;
    }

    /// <param name="counts">How often each symbol is written; at least one is.</param>
    internal static PrefixCode Of(long[] counts)
    {
        var used = Enumerable.Range(0, counts.Length).Where(symbol => counts[symbol] > 0).ToArray();
        if (used.Length == 1)
            return new PrefixCode(new int[counts.Length], used[0]);
        var lengths = LengthsOf(counts, used);
        // Rare symbols that get too long a code are counted as less rare.
        for (long least = 2; lengths.Max() > MaxLength; least *= 2)
        {
            var raised = counts.Select(count => count > 0 ? Math.Max(count, least) : 0).ToArray();
            lengths = LengthsOf(raised, used);
        }

        return new PrefixCode(lengths, null);
    }

    /// <summary>The code of one symbol, 0 to 255: it takes no bits where it is used.</summary>
    internal static void WriteSingle(BitWriter bits, int symbol)
    {
        bits.Write(1, 1); // simple
        bits.Write(0, 1); // one symbol
        bits.Write(1, 1); // of 8 bits
        bits.Write(symbol, 8);
    }

    internal void Write(BitWriter bits, int symbol) => bits.Write(_codes[symbol], _lengths[symbol]);

    internal void WriteLengths(BitWriter bits)
    {
        if (_only is { } only)
        {
            WriteSingle(bits, only);
            return;
        }

        bits.Write(0, 1); // not simple
        bits.Write(LengthOrder.Length - 4, 4);
        foreach (var length in LengthOrder)
            bits.Write(length <= MaxLength ? 4 : 0, 3);
        bits.Write(0, 1); // for every symbol
        foreach (var length in _lengths)
            bits.Write(Reversed(length, 4), 4);
    }

    private static int[] LengthsOf(long[] counts, int[] used)
    {
        var queue = new PriorityQueue<int, (long, int)>();
        var parents = new int[(used.Length * 2) - 1];
        var weights = new long[parents.Length];
        for (var leaf = 0; leaf < used.Length; leaf++)
        {
            weights[leaf] = counts[used[leaf]];
            queue.Enqueue(leaf, (weights[leaf], leaf));
        }

        for (var node = used.Length; node < parents.Length; node++)
        {
            var (first, second) = (queue.Dequeue(), queue.Dequeue());
            parents[first] = parents[second] = node;
            weights[node] = weights[first] + weights[second];
            queue.Enqueue(node, (weights[node], node));
        }

        var depths = new int[parents.Length];
        for (var node = parents.Length - 2; node >= 0; node--)
            depths[node] = depths[parents[node]] + 1;
        var lengths = new int[counts.Length];
        for (var leaf = 0; leaf < used.Length; leaf++)
            lengths[used[leaf]] = depths[leaf];
        return lengths;
    }

    /// <summary>Shorter codes come first, then lower symbols; written from their highest bit.</summary>
    private static int[] CodesOf(int[] lengths)
    {
        var codes = new int[lengths.Length];
        var code = 0;
        for (var length = 1; length <= MaxLength; length++, code <<= 1)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                    codes[symbol] = Reversed(code++, length);
            }
        }

        return codes;
    }

    private static int Reversed(int code, int bits)
    {
        var reversed = 0;
        for (; bits > 0; bits--, code >>= 1)
            reversed = (reversed << 1) | (code & 1);
        return reversed;
    }
}
