using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tracking.Models.Format;

namespace Tracking.Serving.Repository;

/// <summary>The files of a model folder as seen from outside. Thread-safe.</summary>
internal sealed class ModelFiles
{
    /// <summary>What Triton's layout calls a model without an MLmodel file.</summary>
    public const string BareModel = "model.onnx";

    private readonly ConcurrentDictionary<string, (string Signs, string Digest)> _known = new();

    /// <summary>Whether a folder looks like a model.</summary>
    public static bool IsModel(string folder) =>
        File.Exists(Path.Combine(folder, MlModel.FileName)) || IsBare(folder);

    /// <summary>Whether a folder holds an ONNX file and says no more about it.</summary>
    public static bool IsBare(string folder) =>
        !File.Exists(Path.Combine(folder, MlModel.FileName)) && File.Exists(Path.Combine(folder, BareModel));

    /// <summary>The total size of a folder's files in bytes.</summary>
    public static long SizeOf(string folder) => Directory.Exists(folder) ? Files(folder).Sum(file => file.Length) : 0;

    /// <summary>
    /// A digest of what the files hold; null while they cannot be read. They are read only when a name, size or time
    /// has changed, and a change of times alone changes nothing.
    /// </summary>
    public async Task<string?> DigestAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var files = Files(folder).OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
            var signs = string.Join('\n', files.Select(file => $"{file.FullName} {file.Length} "
                + $"{file.LastWriteTimeUtc.Ticks}"));
            if (_known.TryGetValue(folder, out var known) && known.Signs == signs)
            {
                return known.Digest;
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in files)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file.FullName) + '\0'));
                await using var content = file.OpenRead();
                hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
            }

            var digest = Convert.ToHexString(hash.GetHashAndReset());
            _known[folder] = (signs, digest);
            return digest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody is replacing them; the next look will tell.
            return null;
        }
    }

    private static IEnumerable<FileInfo> Files(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories);
}
