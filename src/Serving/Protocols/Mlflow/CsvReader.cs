using System.Text;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>
/// Reads RFC 4180 rows from UTF-8: quoted fields with doubled quotes and line breaks, CRLF or LF, a leading byte order
/// mark; blank lines are skipped. Fields are places in the text, so that a number becomes no string. Not thread-safe.
/// </summary>
/// <param name="csv">The text.</param>
/// <param name="isWhole">Whether it begins as a body does, perhaps with a byte order mark; else it is a row.</param>
internal ref struct CsvReader(ReadOnlySpan<byte> csv, bool isWhole = true)
{
    private readonly ReadOnlySpan<byte> _csv = isWhole && csv.StartsWith("\uFEFF"u8) ? csv[3..] : csv;
    private int _at;

    /// <summary>The line that the row read last began on, from 1.</summary>
    public int Line { get; private set; }

    private int _nextLine = isWhole ? 1 : 2;

    /// <summary>Reads the fields of the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="ServingException">A quote is not closed, or text follows one.</exception>
    public bool ReadRow(List<CsvField> fields)
    {
        fields.Clear();
        SkipBlankLines();
        if (_at >= _csv.Length)
        {
            return false;
        }

        Line = _nextLine;
        do
        {
            fields.Add(At('"') ? ReadQuoted() : ReadPlain());
        }
        while (Take(','));
        EndLine();
        return true;
    }

    /// <summary>The text of a field, without its quotes; a copy only where quotes stand doubled in it.</summary>
    public readonly ReadOnlySpan<byte> TextOf(CsvField field)
    {
        var text = _csv.Slice(field.Start, field.Length);
        return field.Form == CsvFieldForm.Escaped
            ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("\"\"", "\"", StringComparison.Ordinal))
            : text;
    }

    private void SkipBlankLines()
    {
        while (At('\n') || At('\r'))
        {
            EndLine();
        }
    }

    private CsvField ReadPlain()
    {
        var rest = _csv[_at..];
        var length = rest.IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
        var field = new CsvField(_at, length < 0 ? rest.Length : length, CsvFieldForm.Plain);
        _at += field.Length;
        return field;
    }

    private CsvField ReadQuoted()
    {
        var start = ++_at;
        var form = CsvFieldForm.Quoted;
        while (true)
        {
            var rest = _csv[_at..];
            var quote = rest.IndexOf((byte)'"');
            if (quote < 0)
            {
                throw Malformed("has a quoted field that does not end");
            }

            _nextLine += rest[..quote].Count((byte)'\n');
            _at += quote + 1;
            if (!Take('"'))
            {
                break;
            }

            form = CsvFieldForm.Escaped;
        }

        return _at == _csv.Length || At(',') || At('\n') || At('\r')
            ? new CsvField(start, _at - 1 - start, form)
            : throw Malformed("has text after a quoted field");
    }

    private void EndLine()
    {
        var carriageReturn = Take('\r');
        if (Take('\n') || carriageReturn)
        {
            _nextLine++;
        }
    }

    private readonly bool At(char expected) => _at < _csv.Length && _csv[_at] == expected;

    private bool Take(char expected)
    {
        var there = At(expected);
        _at += there ? 1 : 0;
        return there;
    }

    private readonly ServingException Malformed(string what) =>
        ServingException.Malformed($"Failed to parse input as CSV: the row that begins on line {Line} {what}.");
}
