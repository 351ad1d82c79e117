namespace Tracking.Client.Artifacts;

/// <summary>How far a transfer has come. Reported after each file, and about once for every MiB in between.</summary>
/// <param name="Path">The file that moved last, by its path among the artifacts.</param>
/// <param name="BytesDone">Of all files; falls when a file has to be sent or fetched again.</param>
/// <param name="BytesTotal">Of all files; null where the server does not tell sizes.</param>
/// <param name="FilesDone">Files that are complete.</param>
/// <param name="FilesTotal">Files of the transfer.</param>
public sealed record TransferProgress(string Path, long BytesDone, long? BytesTotal, int FilesDone, int FilesTotal);
