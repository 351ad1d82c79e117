using Tracking.Models.Flavors.Onnx.Files;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>What can be told of a model file before ONNX Runtime opens it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Length">In bytes, without the files beside it.</param>
/// <param name="Outline">Null for a file in ONNX Runtime's own format, which only the runtime reads.</param>
internal sealed record OnnxFile(string Path, long Length, OnnxOutline? Outline)
{
    /// <summary>Up to here a run takes so little time that handing parts of it to other threads costs more.</summary>
    public const int SmallBytes = 4 * 1024 * 1024;

    private const int HeadBytes = 64;

    private const int BufferBytes = 64 * 1024;

    /// <summary>Whether all its weights are in the file, and it is under <see cref="SmallBytes"/>.</summary>
    public bool IsSmall => Length < SmallBytes && !HasExternalFiles;

    /// <summary>Whether weights are in files beside it.</summary>
    public bool HasExternalFiles => Outline is { ExternalFiles.Count: > 0 };

    /// <summary>Looks at the file.</summary>
    /// <exception cref="ModelLoadException">
    /// Missing, empty, unreadable, evidently something else, or it keeps weights outside its folder.
    /// </exception>
    public static OnnxFile Inspect(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            using var stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
            var file = new OnnxFile(full, stream.Length, ReadOutline(full, stream));
            ExternalWeights.Check(full, file.Outline?.ExternalFiles ?? []);
            return file;
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

    private static OnnxOutline? ReadOutline(string full, FileStream stream)
    {
        if (stream.Length == 0)
        {
            throw new ModelLoadException($"'{full}' is empty; the model was not fully written.");
        }

        var head = new byte[Math.Min(HeadBytes, stream.Length)];
        stream.ReadExactly(head);
        if (Impostor(head) is { } what)
        {
            throw new ModelLoadException($"'{full}' is not an ONNX model: {what}.");
        }

        if (head.AsSpan(Math.Min(4, head.Length)).StartsWith("ORTM"u8))
        {
            return null;
        }

        stream.Position = 0;
        try
        {
            return OnnxOutline.Read(stream);
        }
        catch (InvalidDataException e)
        {
            throw new ModelLoadException($"'{full}' is not an ONNX model, or only a part of one.", e);
        }
    }

    private static string? Impostor(ReadOnlySpan<byte> head)
    {
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
