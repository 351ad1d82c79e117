using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>
/// SHA-256 of each file of a model, as <c>sha256sum</c> writes them: 64 hex digits, two spaces, the path. It lies among
/// the files, so that whatever server keeps them, what comes back can be checked.
/// </summary>
internal sealed class DigestList
{
    /// <summary>The file's name in the model's folder.</summary>
    internal const string FileName = "tracking.sha256";

    private const int HexDigits = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private readonly SortedDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The digest of a file, in small letters; null for one that is not listed.</summary>
    internal string? Of(string path)
    {
        lock (_gate)
            return _digests.GetValueOrDefault(path);
    }

    internal void Add(string path, string digest)
    {
        lock (_gate)
            _digests[path] = digest;
    }

    internal byte[] ToBytes()
    {
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var (path, digest) in _digests)
                text.Append(digest).Append("  ").Append(path).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="TrackingClientException">A line is no digest and path.</exception>
    internal static async Task<DigestList> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var list = new DigestList();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            number++;
            if (!IsDigestAndPath(line))
                throw new TrackingClientException(TrackingClientException.DataCorrupted,
                    $"Line {number} of {FileName} is not a SHA-256 and the path of a file");
            list.Add(line[(HexDigits + 2)..], line[..HexDigits]);
        }

        return list;
    }

    /// <summary>The digest of a file, in small letters.</summary>
    internal static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(file, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    internal static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static bool IsDigestAndPath(string line) =>
        line.Length > HexDigits + 2
        && line.AsSpan(HexDigits, 2) is "  "
        && !line.AsSpan(0, HexDigits).ContainsAnyExcept(Hex)
        && ArtifactPath.TryParse(line[(HexDigits + 2)..], out _);
}
