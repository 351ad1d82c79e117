using System.Text;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>
/// Reads RFC 4180 rows from UTF-8: quoted fields with doubled quotes and line breaks, CRLF or LF, a leading byte order
/// mark; blank lines are skipped. Not thread-safe.
/// </summary>
internal ref struct CsvReader(ReadOnlySpan<byte> csv)
{
    private readonly ReadOnlySpan<byte> _csv = csv.StartsWith("\uFEFF"u8) ? csv[3..] : csv;
    private int _at;

    /// <summary>The line that the row read last began on, from 1.</summary>
    public int Line { get; private set; }

    private int _nextLine = 1;

    /// <summary>Reads the fields of the next row; an empty field is null unless it was quoted.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="ServingException">A quote is not closed, or text follows one.</exception>
    public bool ReadRow(List<string?> fields)
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

    private void SkipBlankLines()
    {
        while (At('\n') || At('\r'))
        {
            EndLine();
        }
    }

    private string? ReadPlain()
    {
        var rest = _csv[_at..];
        var length = rest.IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
        var field = length < 0 ? rest : rest[..length];
        _at += field.Length;
        return field.IsEmpty ? null : Encoding.UTF8.GetString(field);
    }

    private string ReadQuoted()
    {
        var text = new StringBuilder();
        _at++;
        while (true)
        {
            var rest = _csv[_at..];
            var quote = rest.IndexOf((byte)'"');
            if (quote < 0)
            {
                throw Malformed("has a quoted field that does not end");
            }

            text.Append(Encoding.UTF8.GetString(rest[..quote]));
            _nextLine += rest[..quote].Count((byte)'\n');
            _at += quote + 1;
            if (!Take('"'))
            {
                break;
            }

            text.Append('"');
        }

        return _at == _csv.Length || At(',') || At('\n') || At('\r')
            ? text.ToString()
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
