using System.Buffers;
using System.Globalization;
using System.Text;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// Reads JSON as Python does: bare NaN and Infinity are numbers, a lone surrogate becomes U+FFFD, the last of two
/// equal names wins. Whatever is no JSON at all is null.
/// </summary>
internal ref struct LooseJson
{
    /// <summary>Deeper bodies are refused before they exhaust the stack.</summary>
    public const int MaxDepth = 64;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-0123456789.eE");

    private static readonly (string Word, LooseValue Value)[] Words =
    [
        ("null", LooseValue.Null.Instance),
        ("true", new LooseValue.Flag(true)),
        ("false", new LooseValue.Flag(false)),
        ("NaN", new LooseValue.Number("NaN")),
        ("Infinity", new LooseValue.Number("Infinity")),
        ("-Infinity", new LooseValue.Number("-Infinity")),
    ];

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _depth;
    private int _values;

    private LooseJson(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The value, or null if the text is not JSON.</summary>
    /// <exception cref="TrackingException">The value is nested too deeply, or holds too many values.</exception>
    public static LooseValue? Parse(ReadOnlySpan<char> text)
    {
        var reader = new LooseJson(text);
        var value = reader.ReadValue();
        reader.SkipSpace();
        return reader._at == text.Length ? value : null;
    }

    private LooseValue? ReadValue()
    {
        SkipSpace();
        ValueCount.Require(++_values);
        return Peek() switch
        {
            '{' => Nested('{'),
            '[' => Nested('['),
            '"' => ReadText() is { } text ? new LooseValue.Text(text) : null,
            _ => ReadWord() ?? ReadNumber(),
        };
    }

    private LooseValue? Nested(char open)
    {
        if (++_depth > MaxDepth)
        {
            throw ParameterErrors.Invalid($"The request body is nested deeper than {MaxDepth} levels.");
        }

        _at++;
        LooseValue? value = open == '{' ? ReadFields() : ReadItems();
        _depth--;
        return value;
    }

    private LooseValue.Object? ReadFields()
    {
        var fields = new Dictionary<string, LooseValue>(StringComparer.Ordinal);
        if (Take('}'))
        {
            return new LooseValue.Object(fields);
        }

        do
        {
            SkipSpace();
            if (ReadText() is not { } name || !Take(':') || ReadValue() is not { } value)
            {
                return null;
            }

            fields[name] = value;
        }
        while (Take(','));

        return Take('}') ? new LooseValue.Object(fields) : null;
    }

    private LooseValue.List? ReadItems()
    {
        var items = new List<LooseValue>();
        if (Take(']'))
        {
            return new LooseValue.List(items);
        }

        do
        {
            if (ReadValue() is not { } value)
            {
                return null;
            }

            items.Add(value);
        }
        while (Take(','));

        return Take(']') ? new LooseValue.List(items) : null;
    }

    private LooseValue? ReadWord()
    {
        foreach (var (word, value) in Words)
        {
            if (_text[_at..].StartsWith(word, StringComparison.Ordinal))
            {
                _at += word.Length;
                return value;
            }
        }

        return null;
    }

    private LooseValue.Number? ReadNumber()
    {
        var rest = _text[_at..];
        var length = rest.IndexOfAnyExcept(NumberCharacters);
        var raw = length < 0 ? rest : rest[..length];
        if (raw.IsEmpty || raw[0] == '+' ||
            !double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        _at += raw.Length;
        return new LooseValue.Number(raw.ToString());
    }

    private string? ReadText()
    {
        if (Peek() != '"')
        {
            return null;
        }

        var start = ++_at;
        var end = _text[_at..].IndexOfAny('"', '\\');
        if (end < 0)
        {
            return null;
        }

        if (_text[start + end] == '"')
        {
            _at = start + end + 1;
            return _text.Slice(start, end).ToString();
        }

        return ReadEscapedText();
    }

    private string? ReadEscapedText()
    {
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == '"')
            {
                return WithoutLoneSurrogates(text.ToString());
            }

            if (c == '\\')
            {
                if (ReadEscape() is not { } escaped)
                {
                    return null;
                }

                c = escaped;
            }

            text.Append(c);
        }

        return null;
    }

    private char? ReadEscape()
    {
        var c = _at < _text.Length ? _text[_at++] : '\0';
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadHexadecimal(),
            _ => null,
        };
    }

    private char? ReadHexadecimal()
    {
        if (_at + 4 > _text.Length || !ushort.TryParse(
                _text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return null;
        }

        _at += 4;
        return (char)code;
    }

    private static string WithoutLoneSurrogates(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0
            ? text
            : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool Take(char expected)
    {
        SkipSpace();
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }
}
