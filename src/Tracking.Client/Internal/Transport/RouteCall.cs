using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracking.Contracts;

namespace Tracking.Client.Internal.Transport;

/// <summary>Writes a request of the contract as an HTTP call, from its JSON alone.</summary>
internal static class RouteCall
{
    internal const string ApiPrefix = "api/";
    internal const string PagePrefix = "ajax-api/";

    private const string ArtifactPathField = "artifact_path";

    // Paths and not routes: these would make the JSON of the whole API ready before the first call.
    internal static readonly HashSet<string> Creates =
    [
        "2.0/mlflow/experiments/create", "2.0/mlflow/runs/create", "2.0/mlflow/logged-models",
        "2.0/mlflow/registered-models/create", "2.0/mlflow/model-versions/create",
    ];

    // Seen twice, these make two things, or fail although the first attempt worked.
    internal static readonly HashSet<string> NotRepeatable =
    [
        .. Creates, "2.0/mlflow/runs/log-model", "2.0/mlflow/registered-models/rename", "2.0/mlflow/webhooks",
        "3.0/mlflow/datasets/create", "3.0/mlflow/traces/{trace_id}/assessments",
    ];

    internal static OutgoingCall Write<TRequest, TResponse>(
        Uri server, Route<TRequest, TResponse> route, TRequest request, string prefix = ApiPrefix)
        where TRequest : class
        where TResponse : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, route.Request);
        var isGet = route.Verb == "GET";
        var filled = new HashSet<string>();
        var target = new StringBuilder(prefix).Append(route.Path);
        if (isGet || route.Path.Contains('{', StringComparison.Ordinal))
        {
            using var document = JsonDocument.Parse(body);
            target.Length = prefix.Length;
            target.Append(FillPath(route.Path, document.RootElement, filled));
            if (isGet)
                AppendQuery(target, document.RootElement, filled);
        }

        return new OutgoingCall(
            new HttpMethod(route.Verb), new Uri(server, target.ToString()), $"{route.Verb} {route.Path}")
        {
            Repeatable = isGet || !NotRepeatable.Contains(route.Path),
            IdempotencyKey = Creates.Contains(route.Path) ? Guid.NewGuid().ToString("n") : null,
            Content = isGet ? null : () => JsonBody(body),
        };
    }

    /// <summary>A POST whose body is written already and stays as it is; sent once.</summary>
    internal static OutgoingCall Written(Uri server, string path, ReadOnlyMemory<byte> json) =>
        new(HttpMethod.Post, new Uri(server, "api/" + path), "POST " + path)
        {
            IsSentOnce = true,
            Content = () => JsonBody(json),
        };

    private static ReadOnlyMemoryContent JsonBody(ReadOnlyMemory<byte> json) =>
        new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static string FillPath(string path, JsonElement json, HashSet<string> filled)
    {
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].StartsWith('{'))
                continue;

            var field = parts[i][1..^1];
            if (!json.TryGetProperty(field, out var value) || value.GetString() is not { Length: > 0 } text)
                throw new TrackingClientException(TrackingClientException.InvalidParameterValue,
                    $"{path} needs a value for {field}");
            parts[i] = field == ArtifactPathField ? EscapePath(text) : Uri.EscapeDataString(text);
            filled.Add(field);
        }

        return string.Join('/', parts);
    }

    /// <summary>Escapes each segment and keeps the slashes.</summary>
    internal static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static void AppendQuery(StringBuilder target, JsonElement json, HashSet<string> filled)
    {
        var separator = '?';
        foreach (var field in json.EnumerateObject().Where(field => !filled.Contains(field.Name)))
        {
            IEnumerable<JsonElement> values = field.Value.ValueKind == JsonValueKind.Array
                ? field.Value.EnumerateArray()
                : [field.Value];
            foreach (var value in values)
            {
                target.Append(separator).Append(field.Name).Append('=').Append(Uri.EscapeDataString(Text(value)));
                separator = '&';
            }
        }
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
