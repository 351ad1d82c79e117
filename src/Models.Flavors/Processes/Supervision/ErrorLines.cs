using System.Text;

namespace Tracking.Models.Flavors.Processes.Supervision;

/// <summary>
/// What processes write to standard error, as lines of bounded length: handed on, and the last of them kept to explain
/// an end. Thread-safe.
/// </summary>
internal sealed class ErrorLines(Action<string>? output)
{
    private const int LongestLine = 2_000;
    private const int MostKept = 20;
    private const int BufferBytes = 4_096;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();

    /// <summary>The last line that is not empty, or null.</summary>
    public string? Last
    {
        get
        {
            lock (_gate)
            {
                return _last.LastOrDefault();
            }
        }
    }

    /// <summary>Reads to the end of a process's standard error.</summary>
    public async Task DrainAsync(Stream from)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[BufferBytes];
        var characters = new char[BufferBytes];
        var line = new StringBuilder();
        int read;
        while ((read = await from.ReadAsync(bytes)) > 0)
        {
            var count = decoder.GetChars(bytes, 0, read, characters, 0);
            for (var i = 0; i < count; i++)
            {
                Append(line, characters[i]);
            }
        }

        End(line);
    }

    private void Append(StringBuilder line, char character)
    {
        if (character == '\n')
        {
            End(line);
        }
        else if (line.Length < LongestLine && character != '\r')
        {
            line.Append(character);
        }
    }

    private void End(StringBuilder line)
    {
        var text = line.ToString();
        line.Clear();
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        lock (_gate)
        {
            _last.Enqueue(text);
            if (_last.Count > MostKept)
            {
                _last.Dequeue();
            }
        }

        output?.Invoke(text);
    }
}
