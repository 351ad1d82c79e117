using System.Text.Json.Serialization.Metadata;

namespace Tracking.Cli.Output;

/// <summary>An array with an item per line, so that both <c>jq</c> and <c>grep</c> read it.</summary>
internal sealed class JsonListWriter<T>(JsonTypeInfo<T> type, BufferedText text) : IListWriter<T>
{
    private string? _last;

    public async Task AddAsync(T item, CancellationToken cancellationToken)
    {
        await text.WriteLineAsync(_last is null ? "[" : _last + ",", cancellationToken);
        _last = JsonText.Of(item, type, isIndented: false);
    }

    public Task EndAsync(CancellationToken cancellationToken) =>
        text.WriteLineAsync(_last is null ? "[]" : $"{_last}\n]", cancellationToken);
}
