using System.Text;
using Tracking.Projects.Format;

namespace Tracking.Projects.Parameters;

/// <summary>
/// The command of an entry point, read before any value is known, so that no value can change its meaning. A plain
/// command becomes a list of arguments; one that uses the shell (pipes, variables, redirections) becomes a script that
/// takes the values from variables, which a shell never reads as code.
/// </summary>
internal sealed class CommandTemplate
{
    private const string VariablePrefix = "TRACKING_PARAM_";

    private readonly IReadOnlyList<IReadOnlyList<CommandPart>> _words;
    private readonly string? _script;

    private CommandTemplate(
        IReadOnlyList<IReadOnlyList<CommandPart>> words, string? script, IReadOnlyList<string> placeholders)
    {
        _words = words;
        _script = script;
        Placeholders = placeholders;
    }

    /// <summary>The parameters that it uses, each once, in order.</summary>
    public IReadOnlyList<string> Placeholders { get; }

    /// <summary>Whether a shell runs it.</summary>
    public bool UsesShell => _script is not null;

    /// <exception cref="ProjectException">It cannot be read, or uses a parameter that is not declared.</exception>
    public static CommandTemplate Of(EntryPoint entryPoint)
    {
        var template = Parse(entryPoint.Command);
        string[] unknown =
        [
            .. template.Placeholders.Where(name => entryPoint.Parameters.All(spec => spec.Name != name)),
        ];
        return unknown.Length == 0 ? template : throw new ProjectException(
            $"The command of entry point '{entryPoint.Name}' uses '{string.Join("', '", unknown)}', which it does " +
            "not declare under parameters.");
    }

    /// <exception cref="ProjectException">A quote or a brace is not closed.</exception>
    public static CommandTemplate Parse(string command)
    {
        var parser = new CommandParser(command.Trim());
        var words = parser.ReadWords();
        return new CommandTemplate(
            words, parser.NeedsShell ? parser.ScriptWith(VariableOf) : null, parser.Placeholders);
    }

    /// <summary>The command with its values; <paramref name="extra"/> follows as <c>--name value</c>.</summary>
    public BoundCommand Bind(
        IReadOnlyDictionary<string, string> values, IEnumerable<KeyValuePair<string, string>> extra)
    {
        string[] appended = [.. extra.SelectMany(pair => new[] { $"--{pair.Key}", pair.Value })];
        if (_script is null)
        {
            return new BoundCommand([.. _words.Select(word => TextOf(word, values)), .. appended], Script: null, []);
        }

        var variables = Placeholders.Select((name, i) => KeyValuePair.Create(VariableOf(i), values[name]));
        var script = appended.Length == 0 ? _script : _script + " \"$@\"";
        return new BoundCommand(appended, script, [.. variables]);
    }

    private static string VariableOf(int placeholder) => FormattableString.Invariant($"{VariablePrefix}{placeholder}");

    private static string TextOf(IReadOnlyList<CommandPart> word, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        foreach (var part in word)
        {
            text.Append(part.IsPlaceholder ? values[part.Text] : part.Text);
        }

        return text.ToString();
    }
}

/// <summary>A piece of a word: a literal text or the name of a parameter.</summary>
internal readonly record struct CommandPart(string Text, bool IsPlaceholder);

/// <summary>What is started: words, or a script for <c>sh -c</c> with words as its arguments.</summary>
/// <param name="Words">The program and its arguments; with a script the arguments only.</param>
/// <param name="Script">Null unless the command needs a shell.</param>
/// <param name="Variables">From which the script takes its values.</param>
internal sealed record BoundCommand(
    IReadOnlyList<string> Words, string? Script, IReadOnlyList<KeyValuePair<string, string>> Variables)
{
    /// <summary>As a person would type it.</summary>
    public string Display => Script ?? string.Join(' ', Words.Select(CommandQuoting.Quote));
}
