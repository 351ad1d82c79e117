namespace Tracking.Artifacts.Uploads;

/// <summary>An upload that is not there, or parts that make no file. The message is for the client.</summary>
public sealed class UploadRefusedException : IOException
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">One line.</param>
    /// <param name="isUnknownUpload">Whether there is no such upload, so that nothing but a new one helps.</param>
    public UploadRefusedException(string message, bool isUnknownUpload)
        : base(message) => IsUnknownUpload = isUnknownUpload;

    /// <summary>Whether the upload was never begun, is completed, aborted or expired.</summary>
    public bool IsUnknownUpload { get; }

    /// <summary>The refusal of an upload that is not there.</summary>
    /// <param name="upload">The upload.</param>
    public static UploadRefusedException Unknown(ArtifactUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return new UploadRefusedException(
            $"There is no upload '{upload.Id}' of '{upload.Path}': it was completed, aborted or has expired. " +
            "Begin a new one.",
            isUnknownUpload: true);
    }
}
