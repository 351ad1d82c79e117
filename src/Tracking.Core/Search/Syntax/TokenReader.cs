namespace Tracking.Core.Search.Syntax;

/// <summary>Walks over the tokens of one text, and reads the names that filters and order_by items share.</summary>
internal sealed class TokenReader(string text)
{
    private readonly IReadOnlyList<Token> _tokens = FilterLexer.Tokenize(text);
    private int _index;

    public string Text { get; } = text;

    public Token Current => _tokens[_index];

    public Token Next => _tokens[Math.Min(_index + 1, _tokens.Count - 1)];

    /// <summary>The token read last; there is one.</summary>
    public Token Previous => _tokens[_index - 1];

    public int Index => _index;

    public bool AtEnd => Current.Kind == TokenKind.End;

    public bool AtName => Current.Kind is TokenKind.Word or TokenKind.Backticked or TokenKind.DoubleQuoted;

    public Token Read()
    {
        var token = Current;
        _index = Math.Min(_index + 1, _tokens.Count - 1);
        return token;
    }

    public bool Skip(TokenKind kind)
    {
        var found = Current.Kind == kind;
        _index += found ? 1 : 0;
        return found;
    }

    public bool SkipWord(string keyword)
    {
        var found = Current.IsWord(keyword);
        _index += found ? 1 : 0;
        return found;
    }

    /// <summary>Reads <c>key</c> or <c>entity.key</c>; a key may hold dots. The current token starts a name.</summary>
    public FieldName ReadName()
    {
        var first = Read().Value;
        List<string>? rest = null;
        while (Current.Kind == TokenKind.Dot && IsNamePart(Next))
        {
            Read();
            (rest ??= []).Add(Read().Value);
        }

        return rest is null ? new FieldName(null, first) : new FieldName(first, string.Join('.', rest));
    }

    /// <summary>
    /// The texts of the tokens from an index on, up to where the clause ends: at AND, OR or a closing parenthesis of
    /// an outer level. A dotted name is one text.
    /// </summary>
    public IReadOnlyList<string> ClauseFrom(int start)
    {
        var pieces = new List<string>();
        var depth = 0;
        for (var i = start; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            depth += token.Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (token.Kind == TokenKind.End || depth < 0 || (depth == 0 && (token.IsWord("AND") || token.IsWord("OR"))))
            {
                break;
            }

            var raw = Text[token.Start..token.End];
            var joins = i > start && _tokens[i - 1].End == token.Start
                && (token.Kind == TokenKind.Dot || _tokens[i - 1].Kind == TokenKind.Dot);
            if (joins)
            {
                pieces[^1] += raw;
            }
            else
            {
                pieces.Add(raw);
            }
        }

        return pieces;
    }

    public bool HasStatementAfterSemicolon()
    {
        for (var i = 0; i < _tokens.Count - 2; i++)
        {
            if (_tokens[i].Kind == TokenKind.Semicolon && _tokens[i + 1].Kind != TokenKind.End)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNamePart(Token token) =>
        token.Start == Current.End && token.Kind is TokenKind.Word or TokenKind.Backticked or TokenKind.DoubleQuoted;
}
