using System.Globalization;

namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>A value with the path that leads to it; its errors name file, path and position.</summary>
internal sealed class DocumentField(string file, string path, DocumentValue value)
{
    private const double LargestExactInteger = 1L << 53;

    public string Path => path;

    public bool IsNull => value is NullValue;

    public bool IsText => value is TextValue;

    public bool IsNumber => value is NumberValue;

    public bool IsList => value is ListValue or NumbersValue;

    /// <summary>The field of an object.</summary>
    /// <exception cref="ModelConversionException">This is no object, or has no such field.</exception>
    public DocumentField this[string name] => Find(name) ?? throw Wrong($"has no field '{name}'");

    /// <summary>The field of an object, or null where it has none of that name or it is null.</summary>
    public DocumentField? Find(string name) =>
        AsObject().TryGetValue(name, out var found) && found is not NullValue
            ? new DocumentField(file, path.Length == 0 ? name : $"{path}.{name}", found)
            : null;

    public IEnumerable<string> Names => AsObject().Keys;

    /// <summary>The items of a list of anything but numbers alone.</summary>
    public IReadOnlyList<DocumentField> Items() => value switch
    {
        ListValue list => [.. list.Items.Select((item, index) => new DocumentField(file, $"{path}[{index}]", item))],
        NumbersValue numbers =>
            [.. numbers.Values.Select((number, index) =>
                new DocumentField(file, $"{path}[{index}]", new NumberValue(numbers.Position, number)))],
        _ => throw Expected("a list"),
    };

    public string Text() => value is TextValue text ? text.Value : throw Expected("text");

    public bool Flag() => value switch
    {
        FlagValue flag => flag.Value,
        NumberValue { Value: 0 or 1 } number => number.Value == 1,
        _ => throw Expected("true or false"),
    };

    public double Number() => value is NumberValue number ? number.Value : throw Expected("a number");

    /// <summary>A finite number.</summary>
    public double Finite() => double.IsFinite(Number()) ? Number() : throw Expected("a finite number");

    public int Integer(int least, int most) => Whole(Number()) is { } whole && whole >= least && whole <= most
        ? (int)whole
        : throw Expected($"a whole number from {least} to {most}");

    /// <summary>A whole number in text, as XGBoost writes its parameters, or as a number.</summary>
    public int ParsedInteger(int least, int most) =>
        (value is TextValue text ? Parse(text.Value) : Number()) is var number
        && Whole(number) is { } whole && whole >= least && whole <= most
            ? (int)whole
            : throw Expected($"a whole number from {least} to {most}");

    /// <summary>A list of numbers.</summary>
    public double[] Numbers() => value switch
    {
        NumbersValue numbers => numbers.Values,
        ListValue { Items.Count: 0 } => [],
        ListValue list => throw Wrong($"holds {Print(list.Items.First(item => item is not NumberValue))}; "
            + "expected numbers only"),
        _ => throw Expected("a list of numbers"),
    };

    /// <summary>A list of numbers of a certain length.</summary>
    public double[] Numbers(int count) => Numbers() is var numbers && numbers.Length == count
        ? numbers
        : throw Wrong($"has {numbers.Length} numbers; expected {count}");

    /// <summary>A list of whole numbers.</summary>
    public int[] Integers(int least = int.MinValue, int most = int.MaxValue)
    {
        var numbers = Numbers();
        var result = new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            result[i] = Whole(numbers[i]) is { } whole && whole >= least && whole <= most ? (int)whole : throw Wrong(
                $"holds {Print(numbers[i])} at [{i}]; expected whole numbers from {least} to {most}");
        }

        return result;
    }

    /// <summary>A list of flags, written as true and false or as 1 and 0.</summary>
    public bool[] Flags() => value is NumbersValue
        ? [.. Integers(0, 1).Select(number => number == 1)]
        : [.. Items().Select(item => item.Flag())];

    public string[] Texts() => [.. Items().Select(item => item.Text())];

    /// <summary>A list of a certain length.</summary>
    public ModelConversionException Expected(string what) => Wrong($"is {Print(value)}; expected {what}");

    public ModelConversionException Wrong(string problem) =>
        new($"'{file}': {(path.Length == 0 ? "the file" : $"'{path}'")} {problem} (at byte {value.Position}).");

    internal static string Print(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static long? Whole(double number) =>
        Math.Abs(number) <= LargestExactInteger && number == Math.Truncate(number) ? (long)number : null;

    private static double Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;

    private static string Print(DocumentValue value) => value switch
    {
        NullValue => "null",
        FlagValue flag => flag.Value ? "true" : "false",
        NumberValue number => Print(number.Value),
        TextValue text => $"'{(text.Value.Length <= 60 ? text.Value : text.Value[..60] + "…")}'",
        ObjectValue => "an object",
        _ => "a list",
    };

    private IReadOnlyDictionary<string, DocumentValue> AsObject() =>
        value is ObjectValue { Fields: var fields } ? fields : throw Expected("an object");
}
