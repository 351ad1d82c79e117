using System.Text.Json;
using Tracking.Client.Internal.Surroundings;

namespace Tracking.Client.Internal.Datasets;

/// <summary>Where data came from, in MLflow's kinds of sources and the JSON of each.</summary>
internal static class DatasetSource
{
    internal static (string Type, string Json) Of(Uri source)
    {
        if (!source.IsAbsoluteUri)
            throw new ArgumentException($"The source '{source}' is relative; expected an absolute URI", nameof(source));
        return source.Scheme switch
        {
            "http" or "https" => ("http", Entry("url", source.AbsoluteUri)),
            "file" => ("local", Entry("uri", source.LocalPath)),
            var scheme => (scheme, Entry("uri", source.OriginalString)),
        };
    }

    /// <summary>Without a source, the program that made the data.</summary>
    internal static (string Type, string Json) OfOrCode(Uri? source)
    {
        if (source is not null)
            return Of(source);
        var tags = ProcessTags.Context().Select(tag => $"{Quoted(tag.Key)}: {Quoted(tag.Value)}");
        return ("code", $"{{\"tags\": {{{string.Join(", ", tags)}}}}}");
    }

    private static string Entry(string key, string value) => $"{{\"{key}\": {Quoted(value)}}}";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
