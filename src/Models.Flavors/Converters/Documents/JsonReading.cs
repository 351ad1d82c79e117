using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>
/// Reads JSON with the one addition that toolkits make to it: XGBoost and Python write NaN, Infinity and -Infinity,
/// which the framework's reader refuses.
/// </summary>
internal ref struct JsonReading
{
    private static readonly SearchValues<byte> NumberEnds = SearchValues.Create(",]} \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _text;
    private readonly DocumentBudget _budget;
    private int _at;
    private int _depth;

    private JsonReading(ReadOnlySpan<byte> text, DocumentBudget budget)
    {
        _text = text;
        _budget = budget;
    }

    /// <summary>Reads one value and nothing after it.</summary>
    /// <exception cref="ModelConversionException">Not JSON; names the byte.</exception>
    public static DocumentField Read(string file, ReadOnlySpan<byte> text)
    {
        var reading = new JsonReading(text, new DocumentBudget(file));
        var value = reading.Value();
        reading.SkipSpace();
        return reading._at == text.Length
            ? new DocumentField(file, "", value)
            : throw reading.Broken("goes on after the end of its JSON");
    }

    private DocumentValue Value()
    {
        SkipSpace();
        _budget.Count(_at);
        var start = _at;
        switch (Peek())
        {
            case (byte)'{':
                return Nested(start, isObject: true);
            case (byte)'[':
                return Nested(start, isObject: false);
            case (byte)'"':
                return new TextValue(start, Text());
            case (byte)'t' when TryTake("true"u8):
                return new FlagValue(start, true);
            case (byte)'f' when TryTake("false"u8):
                return new FlagValue(start, false);
            case (byte)'n' when TryTake("null"u8):
                return new NullValue(start);
            default:
                return new NumberValue(start, Number());
        }
    }

    private DocumentValue Nested(int start, bool isObject)
    {
        _budget.CheckDepth(++_depth, start);
        _at++;
        var value = isObject ? Object(start) : List(start);
        _depth--;
        return value;
    }

    private ObjectValue Object(int start)
    {
        var fields = new Dictionary<string, DocumentValue>(StringComparer.Ordinal);
        for (var isFirst = true; !Ends((byte)'}', isFirst); isFirst = false)
        {
            SkipSpace();
            var at = _at;
            var name = Peek() == '"' ? Text() : throw Broken("has no name where one is due");
            SkipSpace();
            Take((byte)':');
            if (!fields.TryAdd(name, Value()))
            {
                throw _budget.Broken(at, $"has the field '{name}' twice in one object");
            }
        }

        return new ObjectValue(start, fields);
    }

    private DocumentValue List(int start)
    {
        var list = new ListBuilder(start, _budget);
        for (var isFirst = true; !Ends((byte)']', isFirst); isFirst = false)
        {
            SkipSpace();
            var first = Peek();
            if (first == '-' || first is >= (byte)'0' and <= (byte)'9')
            {
                list.Add(_at, Number());
            }
            else if (Value() is var value && value is NumberValue number)
            {
                list.Add(number.Position, number.Value);
            }
            else
            {
                list.Add(value);
            }
        }

        return list.Build();
    }

    /// <summary>Takes what stands between items, or what ends them.</summary>
    private bool Ends(byte closing, bool isFirst)
    {
        SkipSpace();
        if (Peek() == closing)
        {
            _at++;
            return true;
        }

        if (!isFirst)
        {
            Take((byte)',');
        }

        return false;
    }

    private double Number()
    {
        var rest = _text[_at..];
        var length = rest.IndexOfAny(NumberEnds);
        var token = length < 0 ? rest : rest[..length];
        double number;
        if (token.SequenceEqual("NaN"u8))
        {
            number = double.NaN;
        }
        else if (token.SequenceEqual("Infinity"u8) || token.SequenceEqual("-Infinity"u8))
        {
            number = token[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }
        else if (token.IsEmpty || token[0] is (byte)'+' or (byte)'I' or (byte)'N' || token.Length > 400
            || !double.TryParse(token, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
                | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number))
        {
            throw Broken($"has '{Encoding.UTF8.GetString(token[..Math.Min(token.Length, 20)])}' where a value is due");
        }

        _at += token.Length;
        return number;
    }

    private string Text()
    {
        var start = _at++;
        while (true)
        {
            var length = _text[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
            {
                throw _budget.Broken(start, "ends within a text that begins here");
            }

            _at += length;
            if (_text[_at] == '"')
            {
                break;
            }

            _at = Math.Min(_at + 2, _text.Length);
        }

        _at++;
        try
        {
            // Escapes and their surrogates are the framework's to decode.
            var reader = new Utf8JsonReader(_text[start.._at]);
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw _budget.Broken(start, "has a text that is not JSON or not UTF-8");
        }
    }

    private bool TryTake(ReadOnlySpan<byte> word)
    {
        if (!_text[_at..].StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private void Take(byte expected) =>
        _at = Peek() == expected ? _at + 1 : throw Broken($"has no '{(char)expected}' where one is due");

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private readonly byte Peek() => _at < _text.Length ? _text[_at] : throw Broken("ends in the middle of its JSON");

    private readonly ModelConversionException Broken(string problem) => _budget.Broken(_at, problem);
}
