using System.Collections.Frozen;
using System.Reflection;

namespace Tracking.Ui;

/// <summary>
/// The files of the built web app by their paths, such as <c>index.html</c> or <c>assets/main-1a2b.js</c>.
/// </summary>
public static class UiFiles
{
    private const string Prefix = "ui/";
    private const string BrotliSuffix = ".br";
    private const string GzipSuffix = ".gz";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".json"] = "application/json",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, UiFile>> Files = new(Load);

    /// <summary>Read from the assembly on first use and kept: together about 3 MB.</summary>
    public static IReadOnlyDictionary<string, UiFile> All => Files.Value;

    private static FrozenDictionary<string, UiFile> Load()
    {
        var assembly = typeof(UiFiles).Assembly;
        var contents = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        return contents
            .Where(file => !IsCompressed(file.Key))
            .ToFrozenDictionary(file => file.Key, file => new UiFile(TypeOf(file.Key), file.Value)
            {
                Brotli = contents.GetValueOrDefault(file.Key + BrotliSuffix),
                Gzip = contents.GetValueOrDefault(file.Key + GzipSuffix),
            });
    }

    private static bool IsCompressed(string path) =>
        path.EndsWith(BrotliSuffix, StringComparison.Ordinal) || path.EndsWith(GzipSuffix, StringComparison.Ordinal);

    private static string TypeOf(string path) =>
        Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");

    private static ReadOnlyMemory<byte> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>One file as it is sent.</summary>
/// <param name="ContentType">With the charset where it has one.</param>
/// <param name="Content">The bytes as built.</param>
public sealed record UiFile(string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>The same, compressed with Brotli; empty where that saves nothing.</summary>
    public ReadOnlyMemory<byte> Brotli { get; init; }

    /// <summary>The same, compressed with gzip; empty where that saves nothing.</summary>
    public ReadOnlyMemory<byte> Gzip { get; init; }
}
