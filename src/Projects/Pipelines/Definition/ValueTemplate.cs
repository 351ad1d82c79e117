using System.Text;

namespace Tracking.Projects.Pipelines.Definition;

/// <summary>
/// A value with references in it, such as <c>${steps.prepare.artifacts.data}</c>; <c>$${</c> is a plain <c>${</c>.
/// </summary>
internal sealed class ValueTemplate
{
    private const string Start = "${";
    private const string EscapedStart = "$${";

    private readonly IReadOnlyList<(string Text, Reference? Reference)> _parts;

    private ValueTemplate(IReadOnlyList<(string Text, Reference? Reference)> parts) => _parts = parts;

    public IEnumerable<Reference> References => _parts.Select(part => part.Reference).OfType<Reference>();

    /// <summary>The whole text where nothing in it is a reference; null otherwise.</summary>
    public string? Literal => References.Any() ? null : Fill(_ => "");

    /// <summary>The reference that is all of the value; null otherwise.</summary>
    public Reference? Only => _parts is [{ Reference: { } reference }] ? reference : null;

    /// <exception cref="FormatException">What stands between the braces is no reference.</exception>
    public static ValueTemplate Parse(string text)
    {
        var parts = new List<(string, Reference?)>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith(EscapedStart, StringComparison.Ordinal))
            {
                literal.Append(Start);
                at += EscapedStart.Length;
            }
            else if (rest.StartsWith(Start, StringComparison.Ordinal))
            {
                var length = rest.IndexOf('}');
                if (length < 0)
                {
                    throw new FormatException($"'{text}' has a '${{' that is not closed; '$${{' is a plain one");
                }

                AddLiteral();
                parts.Add(("", Reference.Parse(text[(at + Start.Length)..(at + length)].Trim())));
                at += length + 1;
            }
            else
            {
                literal.Append(text[at++]);
            }
        }

        AddLiteral();
        return new ValueTemplate(parts);

        void AddLiteral()
        {
            if (literal.Length > 0)
            {
                parts.Add((literal.ToString(), null));
                literal.Clear();
            }
        }
    }

    /// <summary>The value, with what each reference stands for.</summary>
    public string Fill(Func<Reference, string> valueOf) =>
        string.Concat(_parts.Select(part => part.Reference is { } reference ? valueOf(reference) : part.Text));
}
