using System.Collections.Frozen;

namespace Tracking.Server.Artifacts;

/// <summary>Content types by the names of files: every kind of text is plain text.</summary>
internal static class ArtifactTypes
{
    public const string PlainText = "text/plain";

    private const string Binary = "application/octet-stream";

    private static readonly FrozenSet<string> TextExtensions = FrozenSet.ToFrozenSet(
        [
            "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml",
            "yml", "xml", "json", "jsonl", "js", "ts", "py", "py3", "cs", "r", "java", "sh", "sql", "csv", "tsv",
            "md", "rst", "jsonnet", "mlmodel", "mlproject", "dockerfile",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["html"] = "text/html",
        ["htm"] = "text/html",
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["bmp"] = "image/bmp",
        ["svg"] = "image/svg+xml",
        ["pdf"] = "application/pdf",
        ["zip"] = "application/zip",
        ["gz"] = "application/gzip",
        ["mp4"] = "video/mp4",
        ["wav"] = "audio/wav",
        ["mp3"] = "audio/mpeg",
        ["geojson"] = "application/geo+json",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Such as text/plain for <c>MLmodel</c>, which is known by its name.</summary>
    public static string TypeOf(string fileName)
    {
        var extension = fileName[(fileName.LastIndexOf('.') + 1)..];
        return TextExtensions.Contains(extension) ? PlainText : Others.GetValueOrDefault(extension, Binary);
    }
}
