namespace Tracking.Core.Search.Syntax;

/// <summary>Cuts a filter or an order_by item into tokens. It accepts every text: nonsense becomes strays.</summary>
internal sealed class FilterLexer
{
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;

    private FilterLexer(string text) => _text = text;

    /// <summary>The tokens of the text, the last of them <see cref="TokenKind.End"/>.</summary>
    public static IReadOnlyList<Token> Tokenize(string text)
    {
        var lexer = new FilterLexer(text);
        while (lexer.ReadNext())
        {
        }

        lexer._tokens.Add(new Token(TokenKind.End, string.Empty, text.Length, text.Length));
        return lexer._tokens;
    }

    private bool ReadNext()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        if (_at == _text.Length)
        {
            return false;
        }

        _tokens.Add(ReadToken(_text[_at]));
        _at = _tokens[^1].End;
        return true;
    }

    private Token ReadToken(char first) => first switch
    {
        '\'' => ReadQuoted(first, TokenKind.SingleQuoted),
        '"' => ReadQuoted(first, TokenKind.DoubleQuoted),
        '`' => ReadQuoted(first, TokenKind.Backticked),
        '(' => Take(TokenKind.Open, 1),
        ')' => Take(TokenKind.Close, 1),
        ',' => Take(TokenKind.Comma, 1),
        ';' => Take(TokenKind.Semicolon, 1),
        '=' or '<' or '>' or '!' => Take(TokenKind.Operator, CountWhile(_at, c => c is '=' or '<' or '>' or '!')),
        '.' when FollowsName() => Take(TokenKind.Dot, 1),
        _ when IsWordStart(first) || (IsWordPart(first) && FollowsDot()) =>
            Take(TokenKind.Word, CountWhile(_at, IsWordPart)),
        _ when NumberLength() is > 0 and var length => Take(TokenKind.Number, length),
        _ => Take(TokenKind.Stray, 1),
    };

    private Token Take(TokenKind kind, int length) =>
        new(kind, _text.Substring(_at, length), _at, _at + length);

    private Token ReadQuoted(char quote, TokenKind kind)
    {
        var end = _at + 1;
        while (true)
        {
            end = _text.IndexOf(quote, end);
            if (end < 0)
            {
                return Take(TokenKind.Stray, 1);
            }

            if (end + 1 == _text.Length || _text[end + 1] != quote)
            {
                break;
            }

            end += 2;
        }

        var single = quote.ToString();
        var value = _text[(_at + 1)..end].Replace(single + single, single, StringComparison.Ordinal);
        return new Token(kind, value, _at, end + 1);
    }

    private bool FollowsName() =>
        _tokens.Count > 0 && _tokens[^1].End == _at
        && _tokens[^1].Kind is TokenKind.Word or TokenKind.Backticked or TokenKind.DoubleQuoted;

    private bool FollowsDot() => _tokens.Count > 0 && _tokens[^1].End == _at && _tokens[^1].Kind == TokenKind.Dot;

    /// <summary>Length of <c>-12</c>, <c>1.5</c>, <c>1.</c>, <c>.5</c> or <c>2e-1</c> here; 0 if it is none.</summary>
    private int NumberLength()
    {
        var at = _text[_at] == '-' ? _at + 1 : _at;
        var whole = CountWhile(at, char.IsAsciiDigit);
        at += whole;
        var fraction = 0;
        if (at < _text.Length && _text[at] == '.')
        {
            fraction = CountWhile(at + 1, char.IsAsciiDigit);
            at += whole + fraction > 0 ? 1 + fraction : 0;
        }

        if (whole + fraction == 0)
        {
            return 0;
        }

        at += ExponentLength(at);
        return at < _text.Length && IsWordPart(_text[at]) ? 0 : at - _at;
    }

    private int ExponentLength(int at)
    {
        if (at >= _text.Length || _text[at] is not ('e' or 'E'))
        {
            return 0;
        }

        var sign = at + 1 < _text.Length && _text[at + 1] is '-' or '+' ? 1 : 0;
        var digits = CountWhile(at + 1 + sign, char.IsAsciiDigit);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    private int CountWhile(int from, Func<char, bool> belongs)
    {
        var end = from;
        while (end < _text.Length && belongs(_text[end]))
        {
            end++;
        }

        return end - from;
    }

    internal static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    internal static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
