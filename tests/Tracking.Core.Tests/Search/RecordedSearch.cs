using System.Text.Json;

namespace Tracking.Core.Tests.Search;

/// <summary>A recorded request to a search endpoint, and why its filter or order was refused, if it was.</summary>
internal sealed record RecordedSearch(string Entity, string? Filter, IReadOnlyList<string> OrderBy, string? Refusal)
{
    private const string Prefix = "/api/2.0/mlflow/";

    private static readonly HashSet<string> Entities =
        ["runs", "experiments", "registered-models", "model-versions", "logged-models"];

    /// <summary>Null for other requests, and for refusals that have nothing to do with the language.</summary>
    public static RecordedSearch? Of(JsonElement exchange)
    {
        var path = exchange.GetProperty("path").GetString()!;
        var status = exchange.GetProperty("status").GetInt32();
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || !path.EndsWith("/search", StringComparison.Ordinal)
            || !Entities.Contains(path[Prefix.Length..^"/search".Length]) || status is not (200 or 400))
        {
            return null;
        }

        var refusal = status == 200 ? null : MessageOf(exchange);
        if (refusal?.Contains("for parameter '", StringComparison.Ordinal) == true
            || refusal?.Contains("page token", StringComparison.Ordinal) == true
            || refusal?.StartsWith("Missing value", StringComparison.Ordinal) == true)
        {
            return null;
        }

        var (filter, orderBy) = exchange.GetProperty("request_body").ValueKind == JsonValueKind.Object
            ? OfBody(exchange.GetProperty("request_body").GetProperty("text").GetString()!)
            : OfQuery(exchange.GetProperty("query").GetString()!);
        return new RecordedSearch(path[Prefix.Length..^"/search".Length], filter, orderBy, refusal);
    }

    public override string ToString() =>
        $"{Entity} '{Filter}' [{string.Join(", ", OrderBy)}], recorded: {Refusal ?? "found"}";

    private static string MessageOf(JsonElement exchange)
    {
        using var body = JsonDocument.Parse(exchange.GetProperty("response_body").GetProperty("text").GetString()!);
        return body.RootElement.GetProperty("message").GetString()!;
    }

    private static (string? Filter, IReadOnlyList<string> OrderBy) OfBody(string text)
    {
        using var body = JsonDocument.Parse(text);
        var filter = body.RootElement.TryGetProperty("filter", out var f) ? f.GetString() : null;
        if (!body.RootElement.TryGetProperty("order_by", out var order))
        {
            return (filter, []);
        }

        return (filter, [.. order.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : item.TryGetProperty("field_name", out var field) ? field.GetString()! : "")]);
    }

    private static (string? Filter, IReadOnlyList<string> OrderBy) OfQuery(string query)
    {
        var pairs = query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .Select(pair => (Name: pair[0], Value: Uri.UnescapeDataString(pair[1].Replace('+', ' ')))).ToList();
        return (
            pairs.Where(pair => pair.Name == "filter").Select(pair => pair.Value).SingleOrDefault(),
            [.. pairs.Where(pair => pair.Name == "order_by").Select(pair => pair.Value)]);
    }
}
