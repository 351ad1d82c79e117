namespace Tracking.Models.Format;

/// <summary>A file to be written into a model folder.</summary>
/// <param name="RelativePath">Where, with forward slashes.</param>
/// <param name="Open">Opens its content for reading; called once, and the stream is disposed.</param>
public sealed record ModelFile(string RelativePath, Func<Stream> Open)
{
    /// <summary>A file whose content is at hand.</summary>
    /// <param name="relativePath">Where, with forward slashes.</param>
    /// <param name="content">Not copied.</param>
    public static ModelFile Of(string relativePath, byte[] content) =>
        new(relativePath, () => new MemoryStream(content, writable: false));

    /// <summary>A copy of a file on disk.</summary>
    /// <param name="relativePath">Where, with forward slashes.</param>
    /// <param name="source">The file to copy.</param>
    public static ModelFile CopyOf(string relativePath, string source) =>
        new(relativePath, () => File.OpenRead(source));
}
