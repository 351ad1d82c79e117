using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>Which group an endpoint is of, by its path, which may have an application's prefix.</summary>
internal static class EndpointGroups
{
    private static readonly (string Part, EndpointGroup Group)[] ByPart =
    [
        ("Service/Repository", EndpointGroup.Repository),
        ("/v2/repository/", EndpointGroup.Repository),
        ("/v2/logging", EndpointGroup.Repository),
        ("/trace/setting", EndpointGroup.Repository),
        ("Service/LogSettings", EndpointGroup.Repository),
        ("Service/TraceSetting", EndpointGroup.Repository),
        ("Service/ModelStatistics", EndpointGroup.Statistics),
        ("Service/ModelInfer", EndpointGroup.Inference),
        ("Service/ModelStreamInfer", EndpointGroup.Inference),
        ("Service/ModelReady", EndpointGroup.Health),
        ("Service/ServerReady", EndpointGroup.Health),
        ("Service/ServerLive", EndpointGroup.Health),
        ("grpc.health.v1.Health/", EndpointGroup.Health),
        ("GRPCInferenceService/", EndpointGroup.Metadata),
        ("ServerReflection/", EndpointGroup.Metadata),
        ("/predictions/", EndpointGroup.Inference),
        ("/explanations/", EndpointGroup.Inference),
        ("}:", EndpointGroup.Inference),
    ];

    private static readonly (string End, EndpointGroup Group)[] ByEnd =
    [
        ("/invocations", EndpointGroup.Inference),
        ("/infer", EndpointGroup.Inference),
        ("/invoke", EndpointGroup.Inference),
        ("/stats", EndpointGroup.Statistics),
        ("/metrics", EndpointGroup.Statistics),
        ("/docs", EndpointGroup.Docs),
        ("/openapi.json", EndpointGroup.Metadata),
        ("/ready", EndpointGroup.Health),
        ("/live", EndpointGroup.Health),
        ("/ping", EndpointGroup.Health),
        ("/health", EndpointGroup.Health),
    ];

    /// <summary>The group of a route; what is not known is read freely by predict keys and changed by admins.</summary>
    /// <param name="pattern">Such as /v2/models/{name}/infer.</param>
    /// <param name="method">HTTP's.</param>
    public static EndpointGroup Of(string pattern, string method) =>
        Known(pattern)
        ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            ? EndpointGroup.Metadata
            : pattern.Contains("predict", StringComparison.OrdinalIgnoreCase)
                ? EndpointGroup.Inference
                : EndpointGroup.Repository);

    /// <summary>Whether it is a stream, which lasts as long as its caller likes.</summary>
    public static bool IsStream(string pattern) =>
        pattern.EndsWith("/ModelStreamInfer", StringComparison.Ordinal)
        || pattern.EndsWith("/Watch", StringComparison.Ordinal)
        || pattern.EndsWith("/ServerReflectionInfo", StringComparison.Ordinal);

    private static EndpointGroup? Known(string pattern)
    {
        foreach (var (part, group) in ByPart)
        {
            if (pattern.Contains(part, StringComparison.Ordinal))
            {
                return group;
            }
        }

        foreach (var (end, group) in ByEnd)
        {
            if (pattern.EndsWith(end, StringComparison.Ordinal))
            {
                return group;
            }
        }

        return null;
    }
}
