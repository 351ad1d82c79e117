using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Signatures.Json;

namespace Tracking.Models.Format;

/// <summary>
/// What a model is, whoever logged it: its files, and of MLmodel the flavors and the signature. Run, time and ids do
/// not count, so that a model keeps its digest when it is logged, downloaded or registered.
/// </summary>
internal static class ModelDigest
{
    private static readonly string[] KeysOfModel = ["flavors", "signature"];

    public static async Task<string> ComputeAsync(ModelDirectory directory, CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesOf(directory.Path).OrderBy(file => file.RelativePath, StringComparer.Ordinal))
        {
            if (file.RelativePath != MlModel.FileName)
            {
                await using var stream = File.OpenRead(Path.Combine(directory.Path, file.RelativePath));
                var hash = await SHA256.HashDataAsync(stream, cancellationToken);
                Append(whole, file.RelativePath, file.Length.ToString(CultureInfo.InvariantCulture), hash);
            }
        }

        var model = directory.MlModel.ToJson();
        foreach (var key in KeysOfModel)
        {
            Append(whole, key, PythonJson.Print(model[key]?.DeepClone()), []);
        }

        return "sha256:" + Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    /// <summary>All files below a folder; linked folders are not entered, since they may go in circles.</summary>
    public static IEnumerable<(string RelativePath, long Length)> FilesOf(string folder) =>
        new FileSystemEnumerable<(string, long)>(
            folder,
            (ref entry) => (
                Path.GetRelativePath(folder, entry.ToFullPath()).Replace('\\', '/'),
                ((FileInfo)entry.ToFileSystemInfo()).Length),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    private static void Append(IncrementalHash to, string name, string text, byte[] hash)
    {
        to.AppendData(Encoding.UTF8.GetBytes($"{name}\n{text}\n"));
        to.AppendData(hash);
    }
}
