using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracking.Client.Internal.Artifacts.Cache;

/// <summary>What lay at some URI when it was last fetched.</summary>
/// <param name="Uri">The place.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Tag">The server's ETag; null where it gives none.</param>
internal sealed record CacheEntry(string Uri, string Digest, long Size, string? Tag)
{
    /// <summary>Null for none, or one that a crash tore.</summary>
    internal static async Task<CacheEntry?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(
                    await File.ReadAllBytesAsync(file, cancellationToken), CacheJson.Default.CacheEntry)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllBytesAsync(
            file, JsonSerializer.SerializeToUtf8Bytes(this, CacheJson.Default.CacheEntry), cancellationToken);
    }
}

[JsonSerializable(typeof(CacheEntry))]
internal sealed partial class CacheJson : JsonSerializerContext;
