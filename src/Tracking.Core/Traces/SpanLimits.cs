using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Core.Traces;

/// <summary>What a span may hold.</summary>
internal static class SpanLimits
{
    public const int MaxNameLength = 1_000;
    public const int MaxAttributes = 1_000;
    public const int MaxEvents = 1_000;
    public const int MaxLinks = 1_000;
    public const int MaxKeyLength = 1_000;

    /// <summary>Characters of all names and values of one span.</summary>
    public const long MaxTextLength = 16 << 20;

    /// <summary>How many characters the span holds, about.</summary>
    /// <exception cref="TrackingException">The first limit that the span does not keep.</exception>
    public static long Validate(TraceSpan span)
    {
        if (span.Name.Length > MaxNameLength)
        {
            throw Refuse(span, $"its name has {span.Name.Length} characters, at most {MaxNameLength} are kept");
        }

        RequireCount(span, "attributes", span.Attributes.Count, MaxAttributes);
        RequireCount(span, "events", span.Events.Count, MaxEvents);
        RequireCount(span, "links", span.Links.Count, MaxLinks);
        var length = TextLength(span, span.Attributes, depth: 1) + span.StatusMessage.Length
            + span.Events.Sum(e => e.Name.Length + TextLength(span, e.Attributes, depth: 1))
            + span.Links.Sum(l => l.TraceState.Length + TextLength(span, l.Attributes, depth: 1));
        if (length > MaxTextLength)
        {
            throw Refuse(span, $"it holds {length} characters, at most {MaxTextLength} are kept");
        }

        if (span.EndNs != 0 && span.EndNs < span.StartNs)
        {
            throw Refuse(span, $"it ends at {span.EndNs}, before it starts at {span.StartNs}");
        }

        return length;
    }

    private static long TextLength(TraceSpan span, IReadOnlyList<SpanProperty> properties, int depth)
    {
        var length = 0L;
        foreach (var property in properties)
        {
            if (property.Key.Length is 0 or > MaxKeyLength)
            {
                throw Refuse(
                    span,
                    $"the key of an attribute has {property.Key.Length} characters, expected 1 to {MaxKeyLength}");
            }

            length += property.Key.Length + TextLength(span, property.Value, depth);
        }

        return length;
    }

    private static long TextLength(TraceSpan span, SpanValue value, int depth)
    {
        if (depth > TraceRules.MaxValueDepth)
        {
            throw Refuse(span, $"a value is nested more than {TraceRules.MaxValueDepth} deep");
        }

        return value switch
        {
            TextValue text => text.Value.Length,
            BytesValue bytes => bytes.Value.Length,
            ListValue list => list.Items.Sum(item => 1 + TextLength(span, item, depth + 1)),
            MapValue map => TextLength(span, map.Entries, depth + 1),
            _ => 8,
        };
    }

    private static void RequireCount(TraceSpan span, string what, int count, int max)
    {
        if (count > max)
        {
            throw Refuse(span, $"it has {count} {what}, at most {max} are kept");
        }
    }

    private static TrackingException Refuse(TraceSpan span, string why) => ParameterErrors.Invalid(string.Create(
        CultureInfo.InvariantCulture, $"Span {span.SpanId:x16} of trace {span.TraceId} is refused: {why}."));
}
