using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Comparison;

/// <summary>Names the files that are not the same in the code of two runs, where that can be told.</summary>
internal static class ChangedFiles
{
    private const string FileHeader = "diff --git ";

    public static async Task<IReadOnlyList<Difference>> BetweenAsync(
        RunFacts first, RunFacts second, CancellationToken cancellationToken)
    {
        if (first.SourceArchive is { } one && second.SourceArchive is { } other)
        {
            return RunComparison.Between(EntriesOf(one), EntriesOf(other));
        }

        var uncommitted = RunComparison.Between(PatchedIn(first.Patch), PatchedIn(second.Patch));
        return [.. await CommittedAsync(first, second, cancellationToken), .. uncommitted];
    }

    private static Dictionary<string, string> EntriesOf(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        return zip.Entries.ToDictionary(
            entry => "file " + entry.FullName,
            entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Length} bytes, crc {entry.Crc32:x8}"));
    }

    /// <summary>What git tells of two commits, where the repository of the runs is on this machine.</summary>
    private static async Task<IEnumerable<Difference>> CommittedAsync(
        RunFacts first, RunFacts second, CancellationToken cancellationToken)
    {
        if (first.Record is not { GitCommit: { } from, GitLocalRepository: { } repository } record
            || second.Record?.GitCommit is not { } to || from == to || !Directory.Exists(repository))
        {
            return [];
        }

        try
        {
            var listed = await Tool.RunAsync(
                repository,
                "compare the commits",
                [
                    "git", "diff", "--name-status", "--no-renames", from, to, "--",
                    record.Folder.Length == 0 ? "." : record.Folder,
                ],
                cancellationToken);
            return listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t', 2))
                .Where(words => words.Length == 2)
                .Select(words => new Difference(
                    "file " + words[1],
                    words[0] == "A" ? null : Short(from),
                    words[0] == "D" ? null : Short(to)));
        }
        catch (ProjectException)
        {
            // One of the commits is not there: the commits themselves are told.
            return [];
        }
    }

    /// <summary>The files of a patch, each with the digest of its own part.</summary>
    private static Dictionary<string, string> PatchedIn(string? patch)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (patch ?? "").Split("\n" + FileHeader))
        {
            var header = part.Split('\n', 2)[0];
            var at = header.LastIndexOf(" b/", StringComparison.Ordinal);
            if (at > 0)
            {
                var text = part.StartsWith(FileHeader, StringComparison.Ordinal) ? part[FileHeader.Length..] : part;
                var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.TrimEnd('\n'))));
                files.TryAdd($"uncommitted {header[(at + 3)..]}", "patch " + Short(digest));
            }
        }

        return files;
    }

    private static string Short(string digest) => digest[..Math.Min(digest.Length, 12)];
}
