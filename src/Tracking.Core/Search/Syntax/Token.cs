namespace Tracking.Core.Search.Syntax;

internal enum TokenKind
{
    End,
    Word,
    Backticked,
    DoubleQuoted,
    SingleQuoted,
    Number,
    Dot,
    Operator,
    Open,
    Close,
    Comma,
    Semicolon,

    /// <summary>A character that starts no token, such as a quote that is never closed.</summary>
    Stray,
}

/// <summary>
/// A piece of a filter: its place in the text, and its value, which for quoted pieces is the text between the quotes
/// with doubled quotes made single.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Value, int Start, int End)
{
    public bool IsWord(string keyword) =>
        Kind == TokenKind.Word && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
