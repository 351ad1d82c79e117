using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracking.Client.Internal.Artifacts.Uploads;

/// <summary>Remembers uploads in parts that are under way, so that another process can go on with them.</summary>
internal sealed class UploadJournal(string cacheFolder, TimeProvider time)
{
    // Servers forget unfinished uploads after a day.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    private readonly string _folder = Path.Join(cacheFolder, "uploads");

    internal bool Has(Uri target) => File.Exists(FileOf(target));

    /// <summary>What is known of an upload to that place; null for none, or one that cannot be read.</summary>
    internal async Task<UploadRecord?> FindAsync(Uri target, CancellationToken cancellationToken)
    {
        if (!Has(target))
            return null;
        try
        {
            var json = await File.ReadAllBytesAsync(FileOf(target), cancellationToken);
            return JsonSerializer.Deserialize(json, UploadJson.Default.UploadRecord);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            // Torn by a crash, or gone meanwhile: the upload begins anew.
            return null;
        }
    }

    internal async Task WriteAsync(Uri target, UploadRecord record, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        RemoveOld();
        var json = JsonSerializer.SerializeToUtf8Bytes(record, UploadJson.Default.UploadRecord);
        await File.WriteAllBytesAsync(FileOf(target), json, cancellationToken);
    }

    internal void Forget(Uri target)
    {
        if (Has(target))
            File.Delete(FileOf(target));
    }

    private void RemoveOld()
    {
        var oldest = time.GetUtcNow().UtcDateTime - KeptFor;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*.json"))
        {
            if (file.LastWriteTimeUtc < oldest)
                file.Delete();
        }
    }

    private string FileOf(Uri target) =>
        Path.Join(_folder, DigestList.Hash(System.Text.Encoding.UTF8.GetBytes(target.AbsoluteUri)) + ".json");
}

/// <summary>An upload in parts, and which content it belongs to.</summary>
internal sealed record UploadRecord(string UploadId, long Size, DateTime WrittenAt, long PartBytes);

[JsonSerializable(typeof(UploadRecord))]
internal sealed partial class UploadJson : JsonSerializerContext;
