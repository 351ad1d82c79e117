using System.Text.Json.Serialization;

namespace Tracking.Contracts.Registry;

/// <summary>Whether a model version can be used.</summary>
public enum ModelVersionStatus
{
    [JsonStringEnumMemberName("PENDING_REGISTRATION")] PendingRegistration = 1,
    [JsonStringEnumMemberName("FAILED_REGISTRATION")] FailedRegistration = 2,
    [JsonStringEnumMemberName("READY")] Ready = 3,
}
