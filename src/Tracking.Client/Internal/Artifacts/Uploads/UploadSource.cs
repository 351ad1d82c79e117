using Microsoft.Win32.SafeHandles;

namespace Tracking.Client.Internal.Artifacts.Uploads;

/// <summary>A file that is being uploaded, as it was when it was opened.</summary>
/// <param name="File">Open for reading.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenAt">When it was last changed, in UTC.</param>
/// <param name="Sent">Told how many bytes of it have left.</param>
internal sealed record UploadSource(SafeFileHandle File, long Size, DateTime WrittenAt, Action<long> Sent);
