using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Core.EvaluationDatasets;

/// <summary>Limits of datasets, and what is derived from them.</summary>
public static class EvaluationDatasetRules
{
    public const string UserTag = "mlflow.user";
    public const int MaxNameLength = 500;
    public const int MaxTagKeyLength = 255;
    public const int MaxTagValueLength = 5_000;
    public const int MaxTags = 1_000;
    public const int MaxSchemaLength = 1_048_575;
    public const int MaxExperiments = 1_000;
    public const int MaxRecordsPerRequest = 20_000;
    public const int DefaultSearchResults = 50;
    public const int MaxSearchResults = 1_000;
    public const int DefaultRecords = 1_000;
    public const int MaxRecords = 10_000;
    private const int DigestLength = 8;

    /// <summary>An object with a member twice is refused: which one was meant cannot be known.</summary>
    internal static JsonDocumentOptions Json { get; } = new() { AllowDuplicateProperties = false };

    public static string NewId() => $"d-{Guid.NewGuid():n}";

    public static string NewRecordId() => $"dr-{Guid.NewGuid():n}";

    /// <summary>As MLflow has it: of the name and the time of the last change.</summary>
    public static string DigestOf(string name, long updatedMs)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name}:{updatedMs}")));
        return Convert.ToHexStringLower(hash)[..DigestLength];
    }

    public static string? ProfileOf(long recordCount) =>
        recordCount == 0 ? null : FormattableString.Invariant($$"""{"num_records": {{recordCount}}}""");

    public static void Validate(NewEvaluationDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ValidateLength("name", dataset.Name, MaxNameLength);
        ValidateLength("schema", dataset.SchemaJson, MaxSchemaLength);
        ValidateLength("profile", dataset.ProfileJson, MaxSchemaLength);
        ValidateExperiments(dataset.ExperimentIds);
    }

    public static void ValidateExperiments(IReadOnlyList<long> experimentIds)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        if (experimentIds.Count > MaxExperiments)
        {
            throw ParameterErrors.Invalid(
                $"'experiment_ids' has {experimentIds.Count} items, at most {MaxExperiments} are allowed");
        }
    }

    /// <summary>Tags from a JSON object; a null is left out, what is no text is written as JSON.</summary>
    /// <exception cref="TrackingException">It is no JSON object, or a tag is too long.</exception>
    public static IReadOnlyList<Tag> ParseTags(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        using var parsed = Parse(json);
        if (parsed?.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw ParameterErrors.Invalid("Invalid value for parameter 'tags': it must be a JSON object.");
        }

        var tags = parsed.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => new Tag(member.Name, TextOf(member.Value)))
            .ToList();
        if (tags.Count > MaxTags)
        {
            throw ParameterErrors.Invalid($"'tags' has {tags.Count} items, at most {MaxTags} are allowed");
        }

        foreach (var tag in tags)
        {
            ValidateLength("key", tag.Key, MaxTagKeyLength);
            ValidateLength("value", tag.Value, MaxTagValueLength);
        }

        return tags;
    }

    /// <summary>Null for what is no JSON.</summary>
    internal static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static void ValidateLength(string field, string? value, int limit)
    {
        if (value?.Length > limit)
        {
            throw ParameterErrors.TooLong(field, limit);
        }
    }
}
