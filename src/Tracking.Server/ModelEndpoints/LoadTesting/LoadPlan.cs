using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Contracts.ModelEndpoints;
using Tracking.Core.Errors;

namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>What a load test does.</summary>
/// <param name="Connections">At a time.</param>
/// <param name="Seconds">How long.</param>
/// <param name="Rows">In each request; null where the request does not tell.</param>
/// <param name="Body">Of each request.</param>
internal sealed record LoadPlan(int Connections, int Seconds, int? Rows, byte[] Body)
{
    public const int ConnectionsMax = 64;
    public const int SecondsMax = 30;
    public const int RowsMax = 1_000;
    public const int BodyLengthMax = 1 << 20;

    private const int RepeatedBytesMax = 16 << 20;

    /// <summary>A node reads its members late: what is twice there must not surprise then.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="TrackingException">A field is out of its range, or there are no rows to repeat.</exception>
    public static LoadPlan Read(StartLoadTestRequest request)
    {
        var text = request.Request!;
        if (text.Length > BodyLengthMax)
        {
            throw ParameterErrors.Invalid(
                $"'request' has {text.Length} characters, expected at most {BodyLengthMax}.");
        }

        var connections = InRange(request.Connections ?? 8, "connections", ConnectionsMax);
        var seconds = InRange(request.Seconds ?? 10, "seconds", SecondsMax);
        var rows = request.RowsPerRequest is { } wanted ? InRange(wanted, "rows_per_request", RowsMax) : (int?)null;
        var body = Parse(text);
        var own = RequestRows.Count(body);
        if (rows is null || rows == own)
        {
            return new LoadPlan(connections, seconds, own, Encoding.UTF8.GetBytes(text));
        }

        if (own is null or 0)
        {
            throw ParameterErrors.Invalid(
                $"'rows_per_request' is {rows}, but 'request' has no rows to repeat: expected dataframe_split, " +
                "dataframe_records, instances or inputs with at least one.");
        }

        RefuseTooLong(text.Length, own.Value, rows.Value);
        RequestRows.Repeat(body, rows.Value);
        return new LoadPlan(
            connections, seconds, rows, JsonSerializer.SerializeToUtf8Bytes(body, RequestJson.Default.JsonObject));
    }

    private static void RefuseTooLong(int length, int own, int rows)
    {
        if ((long)length * rows / own > RepeatedBytesMax)
        {
            throw ParameterErrors.Invalid(
                $"'rows_per_request' is {rows}: such requests would have more than {RepeatedBytesMax >> 20} MB.");
        }
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject
                ?? throw ParameterErrors.Invalid("'request' is no JSON object, expected the body of /invocations.");
        }
        catch (JsonException error)
        {
            throw ParameterErrors.Invalid($"'request' is no JSON: {error.Message}");
        }
    }

    private static int InRange(int value, string field, int max) => value >= 1 && value <= max
        ? value
        : throw ParameterErrors.Invalid($"'{field}' is {value}, expected 1 to {max}.");
}
