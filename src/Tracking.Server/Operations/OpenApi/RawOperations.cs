namespace Tracking.Server.Operations.OpenApi;

/// <summary>What a route does whose bodies are no messages.</summary>
/// <param name="Tag">The group it stands in.</param>
/// <param name="Summary">One line for people.</param>
internal sealed record RawOperation(string Tag, string Summary)
{
    public const string Binary = "application/octet-stream";

    /// <summary>Query parameters; required ones end in <c>*</c>, those that repeat in <c>[]</c>.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>The media type of the request's body; null for none.</summary>
    public string? Takes { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string Gives { get; init; } = "application/json";
}

/// <summary>The raw routes by verb and template. What is not named here is described by its path alone.</summary>
internal static class RawOperations
{
    private const string Artifacts = "Artifacts";
    private const string Service = "Service";
    private const string ProxiedFile = "2.0/mlflow-artifacts/artifacts/{**artifact_path}";

    private static readonly Dictionary<string, RawOperation> Known = new(StringComparer.Ordinal)
    {
        [$"GET {ProxiedFile}"] = new(Artifacts, "Downloads an artifact.") { Gives = RawOperation.Binary },
        [$"PUT {ProxiedFile}"] = new(Artifacts, "Stores an artifact.") { Takes = RawOperation.Binary },
        [$"DELETE {ProxiedFile}"] = new(Artifacts, "Deletes an artifact or a folder."),
        ["GET /get-artifact"] = new(Artifacts, "Downloads an artifact of a run.")
        {
            Query = ["run_id", "run_uuid", "path*"],
            Gives = RawOperation.Binary,
        },
        ["GET /model-versions/get-artifact"] = new(Artifacts, "Downloads an artifact of a model version.")
        {
            Query = ["name*", "version*", "path*"],
            Gives = RawOperation.Binary,
        },
        ["GET /ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files"] =
            new(Artifacts, "Downloads an artifact of a logged model.")
            {
                Query = ["artifact_file_path*"],
                Gives = RawOperation.Binary,
            },
        ["POST /ajax-api/2.0/mlflow/upload-artifact"] = new(Artifacts, "Stores an artifact of a run.")
        {
            Query = ["run_id", "run_uuid", "path*"],
            Takes = RawOperation.Binary,
        },
        ["GET /ajax-api/2.0/mlflow/metrics/get-history-bulk"] =
            new("Metrics", "Histories of one metric of several runs.")
            {
                Query = ["run_id*[]", "metric_key*", "max_results"],
            },
        [$"POST {Contracts.Routes.ModelEndpoints.Invocations}"] =
            new("ModelEndpoints", "Scores rows with an endpoint.")
            {
                Takes = "application/json",
            },
        ["POST /v1/traces"] = new("Traces", "Takes spans over OTLP.")
        {
            Takes = "application/x-protobuf",
            Gives = "application/x-protobuf",
        },
        ["GET 3.0/mlflow/server-info"] = new(Service, "What kind of store this server has."),
        ["GET /health"] = new(Service, "Alive: OK while the process answers.") { Gives = "text/html" },
        ["GET /version"] = new(
            Service, "The MLflow whose API this server speaks; its own version is in the header Tracking-Version.")
        {
            Gives = "text/html",
        },
        ["GET /ready"] = new(Service, "Ready: 200 while this server should get requests, otherwise 503."),
        ["GET /health/ready"] = new(Service, "The same as /ready."),
        ["GET /metrics"] = new(Service, "Figures for Prometheus.") { Gives = "text/plain" },
        ["GET /openapi.json"] = new(Service, "This document."),
        ["GET /"] = new(Service, "A page for people.") { Gives = "text/html" },
    };

    public static RawOperation Of(string verb, string path) =>
        Known.GetValueOrDefault($"{verb} {path}")
        ?? (IsUnavailable(path)
            ? new RawOperation("Unavailable", "Part of MLflow's API that is not served here.")
            : new RawOperation("Other", $"{verb} {path}")
            {
                Takes = verb is "GET" or "DELETE" ? null : "*/*",
                Gives = "*/*",
            });

    private static bool IsUnavailable(string path) =>
        path.EndsWith("{**rest}", StringComparison.Ordinal)
        || path.StartsWith("3.0/mlflow/workspaces", StringComparison.Ordinal)
        || path == "/graphql";
}
