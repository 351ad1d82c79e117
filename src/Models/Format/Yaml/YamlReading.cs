using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Models.Format.Yaml;

/// <summary>Text to the YAML mapping that it holds.</summary>
internal static class YamlReading
{
    /// <param name="text">The file.</param>
    /// <param name="document">What errors call it.</param>
    /// <param name="expectedKey">What errors give as an example.</param>
    /// <exception cref="ModelLoadException">Not one YAML mapping, or a hostile one; names the line.</exception>
    public static YamlMappingNode ReadMapping(string text, string document = "MLmodel", string expectedKey = "flavors")
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            // The scanner takes it for the end of the text; a crash of the machine can leave such blocks in a file.
            throw new ModelLoadException($"{document} holds zero bytes; it was not fully written.");
        }

        var stream = new YamlStream();
        try
        {
            YamlGuard.Check(text, document);
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ModelLoadException($"{document} is not YAML: line {e.Start.Line}: {FirstLine(e)}", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException
            or OverflowException or IndexOutOfRangeException)
        {
            // The scanner lets these out for some malformed escapes and directives.
            throw new ModelLoadException(
                $"{document} is not YAML: an escape or a directive in it is malformed ({FirstLine(e)}).", e);
        }

        if (stream.Documents.Count != 1)
        {
            throw new ModelLoadException(stream.Documents.Count == 0
                ? $"{document} is empty; expected a YAML mapping with '{expectedKey}'."
                : $"{document} holds {stream.Documents.Count} YAML documents; expected one.");
        }

        return stream.Documents[0].RootNode as YamlMappingNode
            ?? throw new ModelLoadException(
                $"{document} is not a YAML mapping; expected keys such as '{expectedKey}'.");
    }

    private static string FirstLine(Exception e)
    {
        var message = (e.InnerException ?? e).Message;
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
