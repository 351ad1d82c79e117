using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Tracking.Models.Format;

/// <summary>The digest of all that a model folder holds: names and bytes of its files.</summary>
public static class ModelDigest
{
    /// <summary>Reads every file, links included, in the order of their paths.</summary>
    /// <param name="folder">A model folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns><c>sha256:</c> and 64 hex digits.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<string> OfAsync(string folder, CancellationToken cancellationToken = default)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[sizeof(long)];
        foreach (var (name, path) in FilesOf(folder))
        {
            await using var file = File.OpenRead(path);
            var content = await SHA256.HashDataAsync(file, cancellationToken);
            var utf8 = Encoding.UTF8.GetBytes(name);

            // With its length before it, no name runs into what follows.
            BinaryPrimitives.WriteInt64LittleEndian(length, utf8.Length);
            digest.AppendData(length);
            digest.AppendData(utf8);
            digest.AppendData(content);
        }

        return "sha256:" + Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>All files in the order of their paths; linked folders, which may go in circles, are left out.</summary>
    internal static IOrderedEnumerable<(string Name, string Path)> FilesOf(string folder) =>
        new FileSystemEnumerable<string>(
            folder,
            (ref entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        }
        .Select(path => (Name: Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
        .OrderBy(file => file.Name, StringComparer.Ordinal);
}
