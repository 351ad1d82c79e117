using System.Text;

namespace Tracking.Client.Internal.Datasets;

/// <summary>Reads RFC 4180: values between commas, in quotes where they hold commas, quotes or line ends.</summary>
internal sealed class CsvReader(TextReader text)
{
    private const int MaxValueChars = 16 * 1024 * 1024;

    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _value = new();
    private int _at;
    private int _end;

    /// <summary>Null after the last row; empty lines are left out.</summary>
    /// <exception cref="FormatException">A quote is not closed, or a value has more than 16 M characters.</exception>
    internal async Task<IReadOnlyList<string>?> ReadRowAsync(CancellationToken cancellationToken)
    {
        var row = new List<string>();
        var isEmpty = true;
        while (await PeekAsync(cancellationToken) is { } next)
        {
            _at++;
            if (next == '\n' && isEmpty)
                continue;
            if (next == '\n')
                return [.. row, Take()];
            isEmpty &= next == '\r';
            if (next == ',')
                row.Add(Take());
            else if (next == '"' && _value.Length == 0)
                await ReadQuotedAsync(cancellationToken);
            else if (next != '\r')
                Append(next);
        }

        return isEmpty ? null : [.. row, Take()];
    }

    /// <summary>Up to the closing quote; two quotes stand for one.</summary>
    private async Task ReadQuotedAsync(CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is { } next)
        {
            _at++;
            if (next != '"')
                Append(next);
            else if (await PeekAsync(cancellationToken) != '"')
                return;
            else
                Append(_buffer[_at++]);
        }

        throw new FormatException("The last value's quote is not closed");
    }

    private async ValueTask<char?> PeekAsync(CancellationToken cancellationToken)
    {
        if (_at == _end)
        {
            _at = 0;
            _end = await text.ReadAsync(_buffer, cancellationToken);
        }

        return _at < _end ? _buffer[_at] : null;
    }

    private void Append(char next)
    {
        if (_value.Length == MaxValueChars)
            throw new FormatException($"A value has more than {MaxValueChars} characters; is a quote not closed?");
        _value.Append(next);
    }

    private string Take()
    {
        var value = _value.ToString();
        _value.Clear();
        return value;
    }
}
