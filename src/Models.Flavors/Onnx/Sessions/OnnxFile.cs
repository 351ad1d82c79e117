using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>What can be told of a model file before ONNX Runtime opens it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsSmall">All its weights are in the file, and it is under <see cref="SmallBytes"/>.</param>
internal sealed record OnnxFile(string Path, bool IsSmall)
{
    /// <summary>Up to here a run takes so little time that handing parts of it to other threads costs more.</summary>
    public const int SmallBytes = 4 * 1024 * 1024;

    private const int HeadBytes = 64;

    // The key of an external_data entry: field 1, 8 bytes long.
    private static ReadOnlySpan<byte> ExternalLocation => "\x0a\x08location"u8;

    /// <summary>Looks at the file.</summary>
    /// <exception cref="ModelLoadException">Missing, empty, unreadable, or evidently something else.</exception>
    public static OnnxFile Inspect(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            using var file = File.OpenRead(full);
            if (file.Length == 0)
            {
                throw new ModelLoadException($"'{full}' is empty; the model was not fully written.");
            }

            var content = new byte[file.Length < SmallBytes ? file.Length : HeadBytes];
            file.ReadExactly(content);
            if (Impostor(content) is { } what)
            {
                throw new ModelLoadException($"'{full}' is not an ONNX model: {what}.");
            }

            return new OnnxFile(full, content.Length == file.Length && content.AsSpan().IndexOf(ExternalLocation) < 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"There is no model file '{full}'.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException && Directory.Exists(full))
        {
            throw new ModelLoadException($"'{full}' is a folder, expected an ONNX file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"'{full}' cannot be read: {e.Message}", e);
        }
    }

    private static string? Impostor(ReadOnlySpan<byte> content)
    {
        var head = content[..Math.Min(HeadBytes, content.Length)];
        if (head.StartsWith("version https://git-lfs"u8))
        {
            return "it is a pointer of Git LFS; run 'git lfs pull'";
        }

        if (head.StartsWith("PK\x03\x04"u8))
        {
            return "it is a zip archive";
        }

        if (head.TrimStart(" \t\r\n\xEF\xBB\xBF"u8).StartsWith("<"u8))
        {
            return "it is HTML or XML, perhaps the error page of a download";
        }

        return IsText(head) ? "it is text" : null;
    }

    // Protobuf begins with a tag and small numbers: an ONNX file has control characters in its first bytes.
    private static bool IsText(ReadOnlySpan<byte> head) =>
        !head.ContainsAnyInRange((byte)0x00, (byte)0x08) && !head.ContainsAnyInRange((byte)0x0E, (byte)0x1F);
}
