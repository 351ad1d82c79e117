using System.Text.Json.Serialization;

namespace Tracking.Contracts.LoggedModels;

/// <summary>Whether a logged model's files are complete.</summary>
public enum LoggedModelStatus
{
    [JsonStringEnumMemberName("LOGGED_MODEL_STATUS_UNSPECIFIED")] Unspecified = 0,
    [JsonStringEnumMemberName("LOGGED_MODEL_PENDING")] Pending = 1,
    [JsonStringEnumMemberName("LOGGED_MODEL_READY")] Ready = 2,
    [JsonStringEnumMemberName("LOGGED_MODEL_UPLOAD_FAILED")] UploadFailed = 3,
}
