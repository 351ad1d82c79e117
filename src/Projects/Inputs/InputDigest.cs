using System.Security.Cryptography;
using System.Text;

namespace Tracking.Projects.Inputs;

/// <summary>What a file or folder holds, as one number.</summary>
internal static class InputDigest
{
    /// <summary>Of larger inputs reading would take longer than most programs.</summary>
    private const long BytesMax = 32L << 30;

    private const int FilesMax = 1_000_000;

    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>SHA-256 in hex; of a folder that of all its paths and contents. Null for one that is too large.</summary>
    public static async Task<string?> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            var file = new FileInfo(path);
            return file.Length <= BytesMax ? Convert.ToHexStringLower(await OfFileAsync(file, cancellationToken)) : null;
        }

        var files = new DirectoryInfo(path).EnumerateFiles("*", Everything).Take(FilesMax + 1)
            .Select(file => (Name: Path.GetRelativePath(path, file.FullName).Replace('\\', '/'), File: file))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        if (files.Count > FilesMax || files.Sum(file => file.File.Length) > BytesMax)
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in files)
        {
            digest.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            digest.AppendData(await OfFileAsync(file, cancellationToken));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static async Task<byte[]> OfFileAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        return await SHA256.HashDataAsync(content, cancellationToken);
    }
}
