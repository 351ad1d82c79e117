using System.Text.Json.Serialization;

namespace Tracking.Contracts.Runs;

/// <summary>Where a run stands; numbers are those of MLflow's protobuf.</summary>
public enum RunStatus
{
    [JsonStringEnumMemberName("RUNNING")] Running = 1,
    [JsonStringEnumMemberName("SCHEDULED")] Scheduled = 2,
    [JsonStringEnumMemberName("FINISHED")] Finished = 3,
    [JsonStringEnumMemberName("FAILED")] Failed = 4,
    [JsonStringEnumMemberName("KILLED")] Killed = 5,
}
