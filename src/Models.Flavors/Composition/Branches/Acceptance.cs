using System.Globalization;
using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>When a stage's answer for a row is taken. Of a row of several numbers the greatest counts.</summary>
internal sealed class Acceptance
{
    private static readonly (string Key, Func<double, double, bool> Holds)[] Comparisons =
    [
        ("at_least", static (value, bound) => value >= bound),
        ("above", static (value, bound) => value > bound),
        ("at_most", static (value, bound) => value <= bound),
        ("below", static (value, bound) => value < bound),
    ];

    private readonly Func<Tensor, int, bool> _accepts;

    private Acceptance(string output, Func<Tensor, int, bool> accepts) => (Output, _accepts) = (output, accepts);

    /// <summary>The output that decides.</summary>
    public string Output { get; }

    /// <summary>Reads <c>output</c> and one of <c>at_least</c>, <c>above</c>, <c>at_most</c>, <c>below</c> and
    /// <c>equals</c>.</summary>
    /// <exception cref="ModelLoadException">Not so, or the stage has no such output.</exception>
    public static Acceptance Read(MlModelSection section, Part part)
    {
        var info = Agreement.OutputOf(part, PartList.Required(section, "output"));
        if (info.ElementType == ElementType.Json)
        {
            throw PartList.Wrong(part.Name, $"'{info.Name}' holds lists or objects; expected numbers or text.");
        }

        var keys = section.Keys.Where(key => key != "output").ToList();
        if (keys is not [var key] || (key != "equals" && !Comparisons.Any(known => known.Key == key)))
        {
            throw new ModelLoadException(
                $"MLmodel: {section.Path} has {string.Join(", ", keys.Select(name => $"'{name}'"))} beside 'output'; "
                + "expected one of at_least, above, at_most, below and equals.");
        }

        return new Acceptance(info.Name, key == "equals"
            ? Equality(section)
            : Comparison(section, key, info.ElementType, part));
    }

    /// <summary>The rows that are taken.</summary>
    /// <param name="deciding">The output's tensor, with rows.</param>
    public bool[] Test(Tensor deciding)
    {
        var result = new bool[deciding.Shape[0]];
        var values = deciding is StringTensor
            ? deciding
            : ElementConversion.Convert(deciding, ElementType.Float64);
        for (var row = 0; row < result.Length; row++)
        {
            result[row] = _accepts(values, row);
        }

        return result;
    }

    private static Func<Tensor, int, bool> Comparison(MlModelSection section, string key, ElementType type, Part part)
    {
        if (type == ElementType.String)
        {
            throw PartList.Wrong(part.Name, $"'{key}' compares numbers, but the output is text; use 'equals'.");
        }

        var bound = Number(section, key);
        var holds = Comparisons.First(known => known.Key == key).Holds;
        return (tensor, row) => Greatest(Row((Tensor<double>)tensor, row)) is { } greatest && holds(greatest, bound);
    }

    private static Func<Tensor, int, bool> Equality(MlModelSection section)
    {
        var text = section.Text("equals") ?? "";
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return (tensor, row) => tensor is StringTensor texts
            ? texts.Count > 0 && texts.Data[row * (texts.Count / (int)texts.Shape[0])] == text
            : isNumber && Greatest(Row((Tensor<double>)tensor, row)) == number;
    }

    private static ReadOnlySpan<double> Row(Tensor<double> tensor, int row)
    {
        var width = tensor.Count / (int)tensor.Shape[0];
        return tensor.Data.Span.Slice(row * width, width);
    }

    // A row with a NaN is nothing to be sure of.
    private static double? Greatest(ReadOnlySpan<double> row)
    {
        double? greatest = null;
        foreach (var value in row)
        {
            if (double.IsNaN(value))
            {
                return null;
            }

            greatest = greatest is { } known && known >= value ? known : value;
        }

        return greatest;
    }

    private static double Number(MlModelSection section, string key) =>
        section.Json(key) is JsonValue value
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : throw new ModelLoadException(
                $"MLmodel: {section.Path}.{key} is '{section.Json(key)}'; expected a number.");
}
