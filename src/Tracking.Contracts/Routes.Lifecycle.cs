using Tracking.Contracts.Lifecycle;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <content>What MLflow's API does not have.</content>
public static partial class Routes
{
    /// <summary>Removing for good what was deleted.</summary>
    public static class Trash
    {
        public static Route<DeleteRunsPermanentlyRequest, CollectTrashResponse> DeleteRuns { get; } =
            new(
                "POST",
                "2.0/tracking/runs/delete-permanently",
                Default.DeleteRunsPermanentlyRequest,
                Default.CollectTrashResponse);

        public static Route<DeleteExperimentsPermanentlyRequest, CollectTrashResponse> DeleteExperiments { get; } =
            new(
                "POST",
                "2.0/tracking/experiments/delete-permanently",
                Default.DeleteExperimentsPermanentlyRequest,
                Default.CollectTrashResponse);

        public static Route<DeleteLoggedModelsPermanentlyRequest, CollectTrashResponse> DeleteLoggedModels { get; } =
            new(
                "POST",
                "2.0/tracking/logged-models/delete-permanently",
                Default.DeleteLoggedModelsPermanentlyRequest,
                Default.CollectTrashResponse);

        public static Route<CollectTrashRequest, CollectTrashResponse> Collect { get; } =
            new("POST", "2.0/tracking/trash/collect", Default.CollectTrashRequest, Default.CollectTrashResponse);
    }

    public static class Heartbeats
    {
        public static Route<SendHeartbeatRequest, EmptyMessage> Send { get; } =
            new("POST", "2.0/tracking/runs/heartbeat", Default.SendHeartbeatRequest, Default.EmptyMessage);
    }
}
