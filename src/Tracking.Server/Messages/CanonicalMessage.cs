using System.Globalization;
using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// Writes what a client meant in the one form that the contract's serialiser reads: names in snake_case, numbers as
/// numbers, enumerations by name, without nulls and unknown fields. What cannot be meant is refused in MLflow's words.
/// </summary>
internal sealed class CanonicalMessage(Utf8JsonWriter writer)
{
    public void Write(MessageShape shape, LooseValue.Object message, string prefix = "")
    {
        writer.WriteStartObject();
        foreach (var (name, value) in message.Fields)
        {
            if (shape.Find(name) is { } field && (value is not LooseValue.Null || field.Kind == FieldKind.Any))
            {
                WriteField(field, value, prefix + field.Name);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteField(FieldShape field, LooseValue value, string path)
    {
        if (field.IsList)
        {
            WriteList(field, value, path);
            return;
        }

        if (field.Kind == FieldKind.Enumeration && EnumName(field, value, path) is null)
        {
            return;
        }

        writer.WritePropertyName(field.Name);
        if (field is { IsLoose: true, Kind: FieldKind.Int32 }
            && IntegerOf(value) is not (>= int.MinValue and <= int.MaxValue))
        {
            writer.WriteNumberValue(0);
            return;
        }

        WriteValue(field, value, path);
    }

    private void WriteList(FieldShape field, LooseValue value, string path)
    {
        if (value is not LooseValue.List list)
        {
            throw WrongType(path, value);
        }

        if (field is { IsLoose: true, Kind: FieldKind.Text } && list.Items.Exists(item => item is not LooseValue.Text))
        {
            return;
        }

        writer.WriteStartArray(field.Name);
        for (var i = 0; i < list.Items.Count; i++)
        {
            WriteValue(field, list.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
        }

        writer.WriteEndArray();
    }

    private void WriteValue(FieldShape field, LooseValue value, string path)
    {
        switch (field.Kind)
        {
            case FieldKind.Text:
                writer.WriteStringValue(value is LooseValue.Text text ? text.Value : throw WrongType(path, value));
                break;
            case FieldKind.Int32:
                writer.WriteNumberValue(checked((int)Integer(value, int.MinValue, int.MaxValue, path)));
                break;
            case FieldKind.Int64:
                writer.WriteNumberValue(field.IsCut && Cut(value) is { } cut
                    ? cut
                    : Integer(value, long.MinValue, long.MaxValue, path));
                break;
            case FieldKind.Number:
                WriteDouble(Double(value, path));
                break;
            case FieldKind.Flag:
                writer.WriteBooleanValue(Flag(value, path));
                break;
            case FieldKind.Enumeration:
                writer.WriteStringValue(EnumName(field, value, path));
                break;
            case FieldKind.Map:
                WriteMap(value as LooseValue.Object ?? throw WrongType(path, value), path);
                break;
            case FieldKind.Any:
                WriteAny(value, path);
                break;
            default:
                Write(field.Message!, value as LooseValue.Object ?? throw WrongType(path, value), path + ".");
                break;
        }
    }

    private void WriteMap(LooseValue.Object map, string path)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map.Fields)
        {
            writer.WriteString(
                name, value is LooseValue.Text text ? text.Value : throw WrongType($"{path}.{name}", value));
        }

        writer.WriteEndObject();
    }

    private void WriteAny(LooseValue value, string path)
    {
        if (ContainsNoNumber(value))
        {
            throw WrongType(path, value);
        }

        writer.WriteRawValue(value.ToJson());
    }

    /// <summary>JSON has no NaN, and what is kept must be JSON.</summary>
    private static bool ContainsNoNumber(LooseValue value) => value switch
    {
        LooseValue.Number number => number.Raw is "NaN" or "Infinity" or "-Infinity",
        LooseValue.List list => list.Items.Exists(ContainsNoNumber),
        LooseValue.Object map => map.Fields.Values.Any(ContainsNoNumber),
        _ => false,
    };

    private void WriteDouble(double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static long Integer(LooseValue value, long least, long greatest, string path) =>
        IntegerOf(value) is { } integer && integer >= least && integer <= greatest
            ? integer
            : throw WrongType(path, value);

    /// <summary>An int64 from a number or a string; 3.0 is 3, 3.5 is none rather than cut.</summary>
    private static long? IntegerOf(LooseValue value)
    {
        return value switch
        {
            LooseValue.Number number => Parse(number.Raw) ?? WholeNumber(number.Value),
            LooseValue.Text text => Parse(text.Value),
            _ => null,
        };

        static long? Parse(string text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? integer
                : null;

        static long? WholeNumber(double number) =>
            Math.Truncate(number).Equals(number) ? Whole(number) : null;
    }

    private static long? Cut(LooseValue value) =>
        value is LooseValue.Number { PythonType: "float" } number ? Whole(Math.Truncate(number.Value)) : null;

    private static long? Whole(double number) => Math.Abs(number) < long.MaxValue ? (long)number : null;

    private static double Double(LooseValue value, string path) => value switch
    {
        LooseValue.Number number => number.Value,
        LooseValue.Flag flag => flag.Value ? 1 : 0,
        LooseValue.Text text when DoubleOf(text.Value) is { } parsed => parsed,
        _ => throw WrongType(path, value),
    };

    private static double? DoubleOf(string text) => text switch
    {
        "NaN" or "nan" => double.NaN,
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) => value,
        _ => null,
    };

    private static bool Flag(LooseValue value, string path) => value switch
    {
        LooseValue.Flag flag => flag.Value,
        LooseValue.Text text when bool.TryParse(text.Value, out var parsed) => parsed,
        _ => throw WrongType(path, value),
    };

    /// <summary>The wire name, or null for a value that this version does not know.</summary>
    private static string? EnumName(FieldShape field, LooseValue value, string path)
    {
        var key = value switch
        {
            LooseValue.Text text => text.Value,
            LooseValue.Number number => number.Raw,
            _ => throw WrongType(path, value),
        };
        var name = field.EnumNames.GetValueOrDefault(key);
        return name is null && field.IsStrict ? throw WrongType(path, value) : name;
    }

    private static TrackingException WrongType(string path, LooseValue value) =>
        ParameterErrors.WrongType(path, value.ToJson(), value.PythonType);
}
