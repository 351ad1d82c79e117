using System.Text.Json.Serialization.Metadata;

namespace Tracking.Cli.Output;

/// <summary>One thing for a person to read: named values, in sections.</summary>
internal sealed class DetailView
{
    private readonly List<(string? Section, List<(string Name, object? Value)> Lines)> _sections = [(null, [])];

    /// <summary>Adds a value; none is left out.</summary>
    public DetailView Add(string name, object? value)
    {
        if (value is not (null or ""))
        {
            _sections[^1].Lines.Add((name, value));
        }

        return this;
    }

    /// <summary>Begins a section, which is left out if nothing comes into it.</summary>
    public DetailView Section(string title, IEnumerable<(string? Name, object? Value)> values) =>
        List(title, values.OrderBy(each => each.Name, StringComparer.Ordinal));

    /// <summary>As <see cref="Section"/>, in the order given.</summary>
    public DetailView List(string title, IEnumerable<(string? Name, object? Value)> values)
    {
        _sections.Add((title, []));
        foreach (var (name, value) in values)
        {
            _sections[^1].Lines.Add((name ?? "", value));
        }

        return this;
    }

    public async Task WriteAsync(CommandOutput output, CancellationToken cancellationToken)
    {
        var zone = TimeProvider.System.LocalTimeZone;
        var text = new BufferedText(output.Results);
        foreach (var (section, lines) in _sections.Where(section => section.Lines.Count > 0))
        {
            if (section is not null)
            {
                await text.WriteLineAsync("\n" + Ink.Title.On(section, output.Screen), cancellationToken);
            }

            var indent = section is null ? "" : "  ";
            var width = lines.Max(line => TextWidth.Of(CellText.Harmless(line.Name)));
            foreach (var (name, value) in lines)
            {
                var title = TextWidth.Pad(CellText.Harmless(name), width, isNumber: false);
                var line = $"{indent}{title}  {CellText.ForPeople(value, zone)}".TrimEnd();
                await text.WriteLineAsync(Fitted(line, output.Screen), cancellationToken);
            }
        }

        await text.FlushAsync(cancellationToken);
    }

    /// <summary>Writes one thing as it is asked for.</summary>
    public static Task WriteAsync<T>(
        T item, JsonTypeInfo<T> json, Func<T, DetailView> view, ResultTarget target) =>
        target.Format == OutputFormat.Json
            ? target.Output.Results.WriteLineAsync(
                JsonText.Of(item, json, isIndented: true).AsMemory(), target.CancellationToken)
            : view(item).WriteAsync(target.Output, target.CancellationToken);

    /// <summary>A line is a line: what is cut stands whole in JSON.</summary>
    private static string Fitted(string line, Screen screen) =>
        screen.Columns is { } columns ? TextWidth.Cut(line, columns) : line;
}

/// <summary>Where and how a result is written.</summary>
internal sealed record ResultTarget(OutputFormat Format, CommandOutput Output, CancellationToken CancellationToken);
