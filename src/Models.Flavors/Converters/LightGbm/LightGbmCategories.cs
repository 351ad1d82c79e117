using System.Numerics;

namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>The sets of categories of a tree, kept as bits.</summary>
internal sealed class LightGbmCategories
{
    private const int WordBits = 32;
    private const string Bounds = "cat_boundaries";
    private const string Bits = "cat_threshold";

    private readonly LightGbmSection _section;
    private readonly int[] _bounds;
    private readonly uint[] _words;

    private LightGbmCategories(LightGbmSection section, int[] bounds, uint[] words) =>
        (_section, _bounds, _words) = (section, bounds, words);

    public static LightGbmCategories Read(LightGbmSection section)
    {
        var count = section.Integer("num_cat", 0, 1 << 28, otherwise: 0);
        if (count == 0)
        {
            return new LightGbmCategories(section, [0], []);
        }

        var words = section.Words(Bits);
        var bounds = section.Integers(Bounds, count + 1, 0, words.Length);
        return bounds.Zip(bounds.Skip(1)).All(pair => pair.First <= pair.Second)
            ? new LightGbmCategories(section, bounds, words)
            : throw section.Wrong(Bounds, "goes down; expected bounds that go up");
    }

    /// <summary>The categories of a set.</summary>
    /// <param name="index">Which set, as the split's threshold has it.</param>
    /// <param name="split">Whose.</param>
    public IReadOnlyList<int> Of(double index, int split)
    {
        if (!(index >= 0 && index < _bounds.Length - 1 && index == Math.Truncate(index)))
        {
            throw _section.Wrong(
                "threshold", $"is {index} at [{split}]; expected the index of one of {_bounds.Length - 1} sets");
        }

        var codes = new List<int>();
        var first = _bounds[(int)index];
        for (var word = first; word < _bounds[(int)index + 1]; word++)
        {
            for (var left = _words[word]; left != 0; left &= left - 1)
            {
                codes.Add(((word - first) * WordBits) + BitOperations.TrailingZeroCount(left));
            }
        }

        return codes;
    }
}
