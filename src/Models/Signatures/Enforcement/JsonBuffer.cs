using System.Globalization;
using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>Lists, objects, maps and values of any form, as they were sent; each is held against the type.</summary>
internal sealed class JsonBuffer(ColumnSpec column, int capacity)
    : ValueBuffer(new ValueSubject($"column {column.Name ?? "0"}", column.Type.ToString(), "row"))
{
    private static readonly JsonElement Null = JsonElement.Parse("null"u8);
    private static readonly JsonElement True = JsonElement.Parse("true"u8);
    private static readonly JsonElement False = JsonElement.Parse("false"u8);

    private readonly List<JsonElement> _values = new(capacity);

    public override int Count => _values.Count;

    public override bool HoldsJson => true;

    public override void AppendJson(JsonElement value)
    {
        if (NestedValues.Check(value, column.Type, column.IsRequired) is { } problem)
        {
            throw new ScoringException(ScoringFault.InvalidInput, string.Create(CultureInfo.InvariantCulture,
                $"Failed to enforce schema of column {column}: row {Count}{problem.Describe()}."));
        }

        _values.Add(value);
    }

    public override void AppendInteger(long value) => AppendJson(JsonElement.Parse(
        value.ToString(CultureInfo.InvariantCulture)));

    public override void AppendNumber(double value) => AppendJson(double.IsFinite(value)
        ? JsonElement.Parse(value.ToString("R", CultureInfo.InvariantCulture))
        : Null);

    public override void AppendNumber(ReadOnlySpan<byte> utf8) => AppendJson(JsonElement.Parse(utf8));

    public override void AppendText(string value) =>
        AppendJson(JsonElement.Parse($"\"{JsonEncodedText.Encode(value)}\""));

    public override void AppendBoolean(bool value) => AppendJson(value ? True : False);

    public override void AppendNull() => AppendJson(Null);

    public override Tensor ToTensor(params long[] shape) => new JsonTensor([.. _values], shape);
}
