using System.Text.Json;

namespace Tracking.Client.Internal.Spool;

/// <summary>A metric's name, and how JSON writes it.</summary>
internal sealed class MetricName(string text)
{
    internal string Text { get; } = text;

    internal JsonEncodedText Json { get; } = JsonEncodedText.Encode(text);
}
