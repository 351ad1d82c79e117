namespace Tracking.Cli.Output;

/// <summary>What a colour says; it never says something that the text does not.</summary>
internal enum Ink
{
    Plain,
    Title,
    Good,
    Busy,
    Bad,
}

/// <summary>Ink as escape sequences of terminals.</summary>
internal static class InkSequences
{
    /// <summary>The text in that colour where the screen has colours.</summary>
    public static string On(this Ink ink, string text, Screen screen) => !screen.HasColours
        ? text
        : ink switch
        {
            Ink.Title => $"\e[1m{text}\e[0m",
            Ink.Good => $"\e[32m{text}\e[0m",
            Ink.Busy => $"\e[33m{text}\e[0m",
            Ink.Bad => $"\e[31m{text}\e[0m",
            _ => text,
        };
}
