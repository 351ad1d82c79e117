using System.Text;

namespace Tracking.Projects.Parameters;

/// <summary>
/// Splits a command by the quoting rules of POSIX shells, with <c>{name}</c> as placeholders and <c>{{</c>, <c>}}</c>
/// for braces, and notes whether anything in it is left to a shell.
/// </summary>
internal sealed class CommandParser(string command)
{
    private const string ShellOnly = "|&;<>()$`*?[]#~!\n";

    private readonly List<(int Start, int End, string Name, Quote Context)> _uses = [];
    private readonly List<string> _placeholders = [];
    private readonly List<IReadOnlyList<CommandPart>> _words = [];
    private readonly StringBuilder _literal = new();
    private List<CommandPart>? _word;
    private int _at;
    private Quote _quote;

    private enum Quote
    {
        None,
        Single,
        Double,
    }

    public bool NeedsShell { get; private set; }

    public IReadOnlyList<string> Placeholders => _placeholders;

    /// <exception cref="ProjectException">A quote or a brace is not closed.</exception>
    public IReadOnlyList<IReadOnlyList<CommandPart>> ReadWords()
    {
        while (_at < command.Length)
        {
            ReadCharacter(command[_at]);
        }

        if (_quote != Quote.None)
        {
            throw new ProjectException($"The command '{command}' has a quote that is not closed.");
        }

        EndWord();
        return _words.Count > 0 ? _words : throw new ProjectException("The command is empty.");
    }

    /// <summary>The command as a script whose placeholders are variables, quoted as their place demands.</summary>
    public string ScriptWith(Func<int, string> variableOf)
    {
        var script = new StringBuilder();
        var from = 0;
        foreach (var (start, end, name, context) in _uses)
        {
            script.Append(Unescaped(command[from..start]));
            var variable = $"${{{variableOf(_placeholders.IndexOf(name))}}}";
            script.Append(context switch
            {
                Quote.Double => variable,
                Quote.Single => $"'\"{variable}\"'",
                _ => $"\"{variable}\"",
            });
            from = end;
        }

        return script.Append(Unescaped(command[from..])).ToString();
    }

    private static string Unescaped(string text) =>
        text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    private void ReadCharacter(char c)
    {
        if (c is '{' or '}')
        {
            ReadBrace(c);
        }
        else if (_quote == Quote.None && c is ' ' or '\t')
        {
            EndWord();
            _at++;
        }
        else if (IsQuote(c))
        {
            _quote = _quote != Quote.None ? Quote.None : c == '\'' ? Quote.Single : Quote.Double;
            _word ??= [];
            _at++;
        }
        else if (c == '\\' && _quote != Quote.Single && _at + 1 < command.Length)
        {
            ReadEscape();
        }
        else
        {
            NeedsShell |= _quote switch
            {
                Quote.None => ShellOnly.Contains(c),
                Quote.Double => c is '$' or '`',
                _ => false,
            };
            Add(c);
        }
    }

    private bool IsQuote(char c) => c switch
    {
        '\'' => _quote != Quote.Double,
        '"' => _quote != Quote.Single,
        _ => false,
    };

    private void ReadEscape()
    {
        var next = command[_at + 1];
        if (_quote == Quote.Double && !"\"\\$`".Contains(next))
        {
            // Within double quotes a shell keeps the backslash before anything else.
            Add('\\');
            return;
        }

        _at++;
        Add(next);
    }

    private void ReadBrace(char brace)
    {
        if (_at + 1 < command.Length && command[_at + 1] == brace)
        {
            _at++;
            Add(brace);
            return;
        }

        var end = brace == '}' ? -1 : command.IndexOf('}', _at);
        var name = end < 0 ? "" : command[(_at + 1)..end];
        if (!IsName(name))
        {
            throw new ProjectException(
                $"The command '{command}' has a '{brace}' at position {_at + 1} that is no placeholder; expected " +
                "{parameter}, or {{ and }} for braces.");
        }

        EndLiteral();
        (_word ??= []).Add(new CommandPart(name, IsPlaceholder: true));
        if (!_placeholders.Contains(name))
        {
            _placeholders.Add(name);
        }

        _uses.Add((_at, end + 1, name, _quote));
        _at = end + 1;
    }

    private static bool IsName(string text) =>
        text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    private void Add(char c)
    {
        _word ??= [];
        _literal.Append(c);
        _at++;
    }

    private void EndLiteral()
    {
        if (_literal.Length > 0)
        {
            _word!.Add(new CommandPart(_literal.ToString(), IsPlaceholder: false));
            _literal.Clear();
        }
    }

    private void EndWord()
    {
        if (_word is null)
        {
            return;
        }

        EndLiteral();
        _words.Add(_word);
        _word = null;
    }
}
