namespace Tracking.Quickstart;

/// <summary>What the user sees: numbered steps with facts below; colours only on a terminal that wants them.</summary>
internal sealed class Screen(TextWriter output, bool useColour)
{
    private const int LabelWidth = 16;

    private int _steps;

    /// <summary>Standard output; see https://no-color.org.</summary>
    public static Screen OfConsole() => new(
        Console.Out,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Step(string title) => output.WriteLine($"\n{Paint("1;36", $"{++_steps}. {title}")}");

    public void Fact(string label, string text) => output.WriteLine($"   {label.PadRight(LabelWidth)}{text}");

    public void Line(string text) => output.WriteLine(text.Length == 0 ? "" : $"   {text}");

    public void Verdict(bool isGood, string text) => output.WriteLine($"\n{Paint(isGood ? "1;32" : "1;31", text)}");

    private string Paint(string code, string text) => useColour ? $"\e[{code}m{text}\e[0m" : text;
}
