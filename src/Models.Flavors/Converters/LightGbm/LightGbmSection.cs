using System.Globalization;

namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>A part of LightGBM's text: the head or a tree; errors name the line.</summary>
internal sealed class LightGbmSection(string file, string name, int line)
{
    private readonly Dictionary<string, (int Line, string Value)> _values = new(StringComparer.Ordinal);

    public string Name => name;

    public IReadOnlyCollection<string> Keys => _values.Keys;

    public void Add(string key, string value, int at)
    {
        if (!_values.TryAdd(key, (at, value)))
        {
            throw Broken(at, $"has '{key}' twice in {name}");
        }
    }

    public string? Find(string key) => _values.TryGetValue(key, out var found) ? found.Value : null;

    public string Text(string key) => Find(key) ?? throw Broken(line, $"has no '{key}' in {name}");

    public int Integer(string key, int least, int most, int? otherwise = null)
    {
        if (otherwise is { } absent && Find(key) is null)
        {
            return absent;
        }

        return Whole(Text(key)) is { } value && value >= least && value <= most
            ? value
            : throw Expected(key, $"a whole number from {least} to {most}");
    }

    public double[] Numbers(string key, int count)
    {
        var texts = Items(key, count);
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && !double.IsNaN(number)
                ? number
                : throw Wrong(key, $"has '{Cut(texts[i])}' at [{i}]; expected numbers");
        }

        return numbers;
    }

    public int[] Integers(string key, int count, int least, int most)
    {
        var texts = Items(key, count);
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = Whole(texts[i]) is { } number && number >= least && number <= most
                ? number
                : throw Wrong(key, $"has '{Cut(texts[i])}' at [{i}]; expected whole numbers from {least} to {most}");
        }

        return numbers;
    }

    /// <summary>Words of 32 bits, as many as there are.</summary>
    public uint[] Words(string key) => [.. Split(Text(key)).Select((text, i) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var word)
            ? word
            : throw Wrong(key, $"has '{Cut(text)}' at [{i}]; expected words of 32 bits"))];

    public string[] Texts(string key, int count) => Items(key, count);

    public ModelConversionException Expected(string key, string what) =>
        Wrong(key, $"is '{Cut(Find(key) ?? "")}'; expected {what}");

    public ModelConversionException Wrong(string key, string problem) =>
        new($"'{file}': '{key}' of {name} {problem} (line {LineOf(key)}).");

    /// <summary>What is wrong with the section as a whole.</summary>
    public ModelConversionException Wrong(string problem) => new($"'{file}': {name} {problem} (line {line}).");

    private int LineOf(string key) => _values.TryGetValue(key, out var found) ? found.Line : line;

    private ModelConversionException Broken(int at, string problem) => new($"'{file}' {problem} (line {at}).");

    private string[] Items(string key, int count) => Split(Text(key)) is var items && items.Length == count
        ? items
        : throw Wrong(key, $"has {items.Length} items; expected {count}");

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
