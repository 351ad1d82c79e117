using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracking.Client.Internal.Datasets;

/// <summary>The first half of a SHA-256, in hex: MLflow's servers take digests of at most 36 characters.</summary>
internal sealed class ContentDigest : IDisposable
{
    private const int MaxFiles = 100_000;
    private const int Bytes = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => _hash.Dispose();

    internal void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    internal string Take() => Shorten(_hash.GetHashAndReset());

    internal static async Task<string> OfFileAsync(string file, CancellationToken cancellationToken) =>
        Shorten(await HashAsync(file, cancellationToken));

    /// <summary>Of one line for each file: its path below the folder, its size and its SHA-256, between NULs.</summary>
    internal static async Task<(string Digest, int Files, long Bytes)> OfFolderAsync(
        string folder, CancellationToken cancellationToken)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false };
        options.AttributesToSkip = FileAttributes.ReparsePoint;
        var files = new DirectoryInfo(folder).EnumerateFiles("*", options)
            .Select(file => (File: file, Name: Path.GetRelativePath(folder, file.FullName).Replace('\\', '/')))
            .OrderBy(each => each.Name, StringComparer.Ordinal)
            .Take(MaxFiles + 1)
            .ToList();
        if (files.Count > MaxFiles)
            throw new ArgumentException($"The folder '{folder}' has more than {MaxFiles} files", nameof(folder));

        using var digest = new ContentDigest();
        foreach (var (file, name) in files)
        {
            var hash = Convert.ToHexStringLower(await HashAsync(file.FullName, cancellationToken));
            digest.Add(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{name}\0{file.Length}\0{hash}\n")));
        }

        return (digest.Take(), files.Count, files.Sum(each => each.File.Length));
    }

    private static async Task<byte[]> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.Asynchronous);
        return await SHA256.HashDataAsync(content, cancellationToken);
    }

    private static string Shorten(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, Bytes));
}
