using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Core.Search.Paging;

/// <summary>
/// Where a page ended: base64 of JSON <c>{"q": fingerprint, "k": [values]}</c>. The values are the sort key of the last
/// row, null where it lacks one; the fingerprint binds them to the search they came from.
/// </summary>
public sealed record PageToken(string Fingerprint, IReadOnlyList<string?> Values)
{
    /// <summary>MLflow's token of the first page, <c>{"offset": 0}</c>; it fits every search.</summary>
    public const string Start = "eyJvZmZzZXQiOiAwfQ==";

    private const int FingerprintBytes = 12;

    /// <summary>A short hash of what must stay the same from page to page: filter, order, experiments.</summary>
    public static string FingerprintOf(params IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, FingerprintBytes));
    }

    public string Encode()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("q", Fingerprint);
            json.WriteStartArray("k");
            foreach (var value in Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Convert.ToBase64String(buffer.ToArray());
    }

    /// <summary>
    /// The values of a token of this search, null for the first page: without a token or with MLflow's for the start.
    /// A token that is not ours, of another search or of another number of values is an error.
    /// </summary>
    public static IReadOnlyList<string?>? Decode(string? token, string fingerprint, int valueCount)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        if (token.Length > SearchLimits.MaxTokenLength)
        {
            throw ParameterErrors.Invalid($"Invalid page token: it is {token.Length} characters long.");
        }

        var bytes = PythonBase64.Decode(token) ?? throw ParameterErrors.Invalid(
            "Invalid page token, could not base64-decode");
        if (IsStart(bytes))
        {
            return null;
        }

        var parsed = Parse(bytes);
        if (parsed is null || parsed.Values.Count != valueCount)
        {
            throw Undecodable(bytes);
        }

        return parsed.Fingerprint == fingerprint
            ? parsed.Values
            : throw ParameterErrors.Invalid(
                "Invalid page token: it belongs to a search with another filter, order or experiments.");
    }

    /// <summary>For stores: a value of the token that is no number, although its place holds numbers.</summary>
    public static TrackingException InvalidValue(string? value) =>
        ParameterErrors.Invalid($"Invalid page token, it holds '{value}' where a number is expected");

    /// <summary>An offset at or before the first row. Others are refused: rows may have moved since.</summary>
    private static bool IsStart(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("offset", out var offset)
                && offset.ValueKind == JsonValueKind.Number
                && offset.TryGetInt64(out var rows)
                && rows <= 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static PageToken? Parse(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("q", out var q) || q.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("k", out var k) || k.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var values = new List<string?>();
            foreach (var value in k.EnumerateArray())
            {
                if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                {
                    return null;
                }

                values.Add(value.GetString());
            }

            return new PageToken(q.GetString()!, values);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TrackingException Undecodable(byte[] bytes) =>
        ParameterErrors.Invalid($"Invalid page token, decoded value={PythonBase64.Print(bytes)}");
}
