using System.Globalization;
using System.Security.Cryptography;

namespace Tracking.Artifacts.Uploads;

/// <summary>
/// Uploads as folders beside the store's temporary files: the file <c>target</c> holds the path, each part is a file
/// <c>NUMBER.TAG</c>. They outlive the process; one that nobody adds to for <see cref="Lifetime"/> is removed.
/// </summary>
internal sealed class LocalUploads : IMultipartUploads, IPartWriter
{
    /// <summary>How long an upload stays after its last part.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The most uploads at the same time.</summary>
    internal const int MaxUploads = 1_000;

    private const int IdLength = 32;
    private const int TagLength = 32;
    private const string Target = "target";

    private readonly LocalArtifactStore _store;
    private readonly TemporaryFiles _temporary;
    private readonly TimeProvider _time;
    private readonly string _folder;

    internal LocalUploads(LocalArtifactStore store, TemporaryFiles temporary, TimeProvider time)
    {
        _store = store;
        _temporary = temporary;
        _time = time;
        _folder = Path.Join(temporary.Folder, "uploads");
        TemporaryFiles.IgnoringWhatIsInUse(() => RemoveExpired());
    }

    public async Task<ArtifactUpload> BeginAsync(ArtifactPath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot)
            throw new InvalidArtifactPathException("it is empty; expected the path of a file");
        if (RemoveExpired() >= MaxUploads)
        {
            throw new ArtifactStoreUnavailableException(
                $"{MaxUploads} uploads in parts are under way, and no more are taken. Complete or abort some.");
        }

        var upload = new ArtifactUpload(path, Guid.NewGuid().ToString("N"));
        var folder = Directory.CreateDirectory(Path.Join(_folder, upload.Id)).FullName;
        await File.WriteAllTextAsync(Path.Join(folder, Target), path.Value, cancellationToken);
        return upload;
    }

    public async Task<UploadedPart> WritePartAsync(
        ArtifactUpload upload, int number, Stream content, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, ArtifactUpload.MaxParts);
        var folder = await FindAsync(upload, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        UploadedPart? part = null;
        await _temporary.WriteAsync(
            (file, token) => CopyAsync(content, file, hash, token),
            file =>
            {
                var tag = Convert.ToHexStringLower(hash.GetCurrentHash())[..TagLength];
                part = new UploadedPart(number, tag, file.Length);
                Place(file.Name, folder, upload, part);
            },
            cancellationToken);
        return part!;
    }

    public async Task<IReadOnlyList<UploadedPart>> ListPartsAsync(
        ArtifactUpload upload, CancellationToken cancellationToken)
    {
        var folder = await FindAsync(upload, cancellationToken);
        return [.. PartsIn(folder, upload).OrderBy(part => part.Number)];
    }

    public async Task CompleteAsync(
        ArtifactUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        PartList.Check(parts);
        var folder = await FindAsync(upload, cancellationToken);
        var arrived = PartsIn(folder, upload).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        if (parts.FirstOrDefault(part => !arrived.Contains(NameOf(part))) is { } missing)
        {
            throw new UploadRefusedException(
                $"Part {missing.Number} with ETag \"{missing.Tag}\" has not arrived. Send it, then complete again.",
                isUnknownUpload: false);
        }

        await _store.WriteAsync(
            upload.Path, (file, token) => JoinAsync(upload, folder, parts, file, token), cancellationToken);
        _temporary.Discard(folder);
    }

    public async Task AbortAsync(ArtifactUpload upload, CancellationToken cancellationToken)
    {
        if (await TryFindAsync(upload, cancellationToken) is { } folder)
            _temporary.Discard(folder);
    }

    private static string NameOf(UploadedPart part) =>
        string.Create(CultureInfo.InvariantCulture, $"{part.Number:D5}.{part.Tag}");

    private static async Task CopyAsync(
        Stream content, Stream file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[LocalArtifactStore.CopyBufferBytes];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static void Place(string file, string folder, ArtifactUpload upload, UploadedPart part)
    {
        try
        {
            File.Move(file, Path.Join(folder, NameOf(part)), overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Completed or aborted while the part was on its way.
            throw UploadRefusedException.Unknown(upload);
        }

        foreach (var earlier in PartsIn(folder, upload).Where(other =>
            other.Number == part.Number && other.Tag != part.Tag))
        {
            File.Delete(Path.Join(folder, NameOf(earlier)));
        }
    }

    private static List<UploadedPart> PartsIn(string folder, ArtifactUpload upload)
    {
        try
        {
            var parts = new List<UploadedPart>();
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            {
                var dot = file.Name.IndexOf('.', StringComparison.Ordinal);
                if (dot > 0 && int.TryParse(file.Name.AsSpan(0, dot), CultureInfo.InvariantCulture, out var number))
                    parts.Add(new UploadedPart(number, file.Name[(dot + 1)..], file.Length));
            }

            return parts;
        }
        catch (IOException gone) when (gone is DirectoryNotFoundException or FileNotFoundException)
        {
            throw UploadRefusedException.Unknown(upload);
        }
    }

    private static async Task JoinAsync(
        ArtifactUpload upload,
        string folder,
        IReadOnlyList<UploadedPart> parts,
        Stream file,
        CancellationToken cancellationToken)
    {
        try
        {
            foreach (var part in parts)
            {
                await using var content = File.OpenRead(Path.Join(folder, NameOf(part)));
                await content.CopyToAsync(file, LocalArtifactStore.CopyBufferBytes, cancellationToken);
            }
        }
        catch (IOException gone) when (gone is DirectoryNotFoundException or FileNotFoundException)
        {
            throw UploadRefusedException.Unknown(upload);
        }
    }

    private async Task<string> FindAsync(ArtifactUpload upload, CancellationToken cancellationToken) =>
        await TryFindAsync(upload, cancellationToken) ?? throw UploadRefusedException.Unknown(upload);

    /// <summary>The upload's folder; null when there is none of that id for that path.</summary>
    private async Task<string?> TryFindAsync(ArtifactUpload upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (upload.Id.Length != IdLength || !upload.Id.All(char.IsAsciiHexDigitLower))
            return null;

        var folder = Path.Join(_folder, upload.Id);
        try
        {
            var path = await File.ReadAllTextAsync(Path.Join(folder, Target), cancellationToken);
            return path == upload.Path.Value ? folder : null;
        }
        catch (IOException gone) when (gone is DirectoryNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes uploads that nobody adds to any more; gives how many are left.</summary>
    private int RemoveExpired()
    {
        if (!Directory.Exists(_folder))
            return 0;

        var alive = 0;
        var oldest = _time.GetUtcNow().UtcDateTime - Lifetime;
        foreach (var folder in Directory.EnumerateDirectories(_folder))
        {
            // Each part that arrives touches its folder.
            if (Directory.GetLastWriteTimeUtc(folder) < oldest)
                _temporary.Discard(folder);
            else
                alive++;
        }

        return alive;
    }
}
