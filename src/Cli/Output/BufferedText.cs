using System.Text;

namespace Tracking.Cli.Output;

/// <summary>Collects lines, as the console makes a system call of each write.</summary>
internal sealed class BufferedText(TextWriter target)
{
    private const int FlushCharacters = 32 * 1024;

    private readonly StringBuilder _text = new();

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        _text.Append(line).Append('\n');
        if (_text.Length >= FlushCharacters)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(_text.ToString().AsMemory(), cancellationToken);
        await target.FlushAsync(cancellationToken);
        _text.Clear();
    }
}
