using System.Text.Json;

namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>What a cluster says of a job.</summary>
/// <param name="Name">Pending, Running, Complete, Failed or Deleted.</param>
/// <param name="Reason">Why it failed; null for none.</param>
/// <param name="ExitCode">Of the last pod that ended.</param>
/// <param name="StartedPods">Pods that have begun to write.</param>
internal sealed record KubernetesJobState(
    string Name, string? Reason, int? ExitCode, IReadOnlyList<string> StartedPods)
{
    public static readonly KubernetesJobState Deleted = new("Deleted", null, null, []);

    public bool IsOver => Name is "Complete" or "Failed" or "Deleted";

    /// <summary>Reads the answers of <c>kubectl get --output json</c>.</summary>
    /// <exception cref="JsonException">They are no such answers.</exception>
    public static KubernetesJobState Parse(string job, string pods)
    {
        using var jobJson = JsonDocument.Parse(job);
        using var podsJson = JsonDocument.Parse(pods);
        var all = Items(podsJson.RootElement, "items");
        string[] started = [.. all.Where(pod => PhaseOf(pod) is not ("" or "Pending")).Select(NameOf)];
        var exits = all.Select(ExitCodeOf).OfType<int>().ToList();
        var end = Items(Property(jobJson.RootElement, "status"), "conditions").FirstOrDefault(condition =>
            TextOf(condition, "type") is "Complete" or "Failed" && TextOf(condition, "status") == "True");
        var name = end.ValueKind == JsonValueKind.Object ? TextOf(end, "type")
            : started.Length > 0 ? "Running"
            : "Pending";
        var reason = end.ValueKind == JsonValueKind.Object ? TextOf(end, "reason") : "";
        // Of several pods the last that ended decides: earlier ones were tried again.
        return new KubernetesJobState(
            name, reason.Length > 0 ? reason : null, exits.Count > 0 ? exits[^1] : null, started);
    }

    private static string PhaseOf(JsonElement pod) => TextOf(Property(pod, "status"), "phase");

    private static string NameOf(JsonElement pod) => TextOf(Property(pod, "metadata"), "name");

    private static int? ExitCodeOf(JsonElement pod)
    {
        var container = Items(Property(pod, "status"), "containerStatuses").FirstOrDefault();
        var code = Property(Property(Property(container, "state"), "terminated"), "exitCode");
        return code.ValueKind == JsonValueKind.Number ? code.GetInt32() : null;
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string TextOf(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static List<JsonElement> Items(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}
