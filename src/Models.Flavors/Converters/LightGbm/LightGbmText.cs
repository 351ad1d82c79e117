using System.Text;

namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>Cuts LightGBM's text into its head and its trees; what follows the trees is no part of the model.</summary>
internal sealed record LightGbmText(LightGbmSection Head, IReadOnlyList<LightGbmSection> Trees)
{
    private const string TreeKey = "Tree";

    /// <exception cref="ModelConversionException">Not such a text, or only a part of one; names the line.</exception>
    public static LightGbmText Read(string file, byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var number = 1;
        if (reader.ReadLine() != "tree")
        {
            throw new ModelConversionException($"'{file}' does not begin with 'tree', as LightGBM's text models do.");
        }

        var head = new LightGbmSection(file, "the head", number);
        var trees = new List<LightGbmSection>();
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line == "end of trees")
            {
                return new LightGbmText(head, trees);
            }

            var separator = line.IndexOf('=', StringComparison.Ordinal);
            var key = separator < 0 ? line : line[..separator];
            var value = separator < 0 ? "" : line[(separator + 1)..];
            if (key == TreeKey)
            {
                trees.Add(new LightGbmSection(file, line, number));
            }
            else if (line.Length > 0)
            {
                (trees.Count > 0 ? trees[^1] : head).Add(key, value, number);
            }
        }

        throw new ModelConversionException($"'{file}' ends at line {number} without 'end of trees'.");
    }
}
