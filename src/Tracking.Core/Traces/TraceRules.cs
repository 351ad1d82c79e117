using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Core.Traces;

/// <summary>What traces, their tags and requests for them may be, in MLflow's words.</summary>
public static class TraceRules
{
    public const int MaxSpans = 20_000;
    public const int MaxValueDepth = 32;
    public const int MaxIdLength = 250;
    public const int MaxKeyLength = 250;
    public const int MaxTagValueLength = 8_000;
    public const int MaxMetadataValueLength = 100_000;

    /// <summary>Tags, or entries of metadata, of one trace.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Previews are cut there.</summary>
    public const int MaxPreviewLength = 10_000;

    /// <summary>Traces in one request that names them.</summary>
    public const int MaxBatch = 500;

    public const int MaxLinks = 100;

    /// <summary>Characters of a prompt's name and version.</summary>
    public const int MaxPromptLength = 500;

    private const string IdPrefix = "tr-";

    /// <summary>Whether the facts of a trace were told, so that spans change them no more.</summary>
    public static Tag Finalized { get; } = new(TraceKeys.InfoFinalized, "true");

    public static string TraceIdOf(string otelTraceId) => IdPrefix + otelTraceId;

    /// <summary>32 hexadecimal digits: an id of version 2 of the API.</summary>
    public static string NewLegacyId() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public static string NewAssessmentId() => "a-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The 32 digits by which OpenTelemetry knows a trace; null for ids of another form.</summary>
    public static string? OtelIdOf(string traceId)
    {
        var digits = traceId.StartsWith(IdPrefix, StringComparison.Ordinal) ? traceId[IdPrefix.Length..] : traceId;
        return digits.Length == 32 && digits.All(char.IsAsciiHexDigit) ? digits.ToLowerInvariant() : null;
    }

    public static void ValidateInfo(TraceInfo trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Require("trace_id", trace.TraceId, MaxIdLength);
        Require("client_request_id", trace.ClientRequestId ?? "-", MaxIdLength);
        ValidateTags(trace.Tags);
        ValidateMetadata(trace.Metadata);
    }

    public static void ValidateTags(IReadOnlyList<Tag> tags) => Validate("tags", tags, MaxTagValueLength);

    public static void ValidateMetadata(IReadOnlyList<Tag> metadata) =>
        Validate("trace_metadata", metadata, MaxMetadataValueLength);

    public static void ValidateTag(Tag tag)
    {
        Require("key", tag.Key, MaxKeyLength);
        if (tag.Value.Length > MaxTagValueLength)
        {
            throw ParameterErrors.TooLong("value", MaxTagValueLength);
        }
    }

    public static void ValidateBatch(IReadOnlyList<string> traceIds)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        if (traceIds.Count > MaxBatch)
        {
            throw ParameterErrors.Invalid(
                $"Cannot get more than {MaxBatch} traces in a single request. Provided {traceIds.Count} trace_ids.");
        }
    }

    public static void ValidateLinks(IReadOnlyList<string> traceIds)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        if (traceIds.Count > MaxLinks)
        {
            throw ParameterErrors.Invalid(
                $"Cannot link more than {MaxLinks} traces to a run in a single request. Provided {traceIds.Count} " +
                "traces.");
        }
    }

    public static void ValidatePrompts(IReadOnlyList<PromptReference> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        if (prompts.Count > MaxLinks)
        {
            throw ParameterErrors.Invalid(
                $"Cannot link more than {MaxLinks} prompt versions to a trace in a single request. Provided " +
                $"{prompts.Count} prompt versions.");
        }

        if (prompts.Any(prompt => prompt.ToString().Length > MaxPromptLength))
        {
            throw ParameterErrors.TooLong("prompt_versions", MaxPromptLength);
        }
    }

    /// <exception cref="TrackingException">It must be said in exactly one way what to delete.</exception>
    public static void ValidateDeletion(TraceDeletion deletion)
    {
        ArgumentNullException.ThrowIfNull(deletion);
        if (deletion.MaxTimestampMs is null && deletion.TraceIds.Count == 0)
        {
            throw ParameterErrors.Invalid("Either `max_timestamp_millis` or `trace_ids` must be specified.");
        }

        if (deletion.MaxTimestampMs is not null && deletion.TraceIds.Count > 0)
        {
            throw ParameterErrors.Invalid("Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
        }

        if (deletion.TraceIds.Count > 0 && deletion.MaxTraces is not null)
        {
            throw ParameterErrors.Invalid("`max_traces` can't be specified if `trace_ids` is specified.");
        }

        if (deletion.MaxTraces is <= 0)
        {
            throw ParameterErrors.Invalid(
                $"`max_traces` must be a positive integer, received {deletion.MaxTraces}.");
        }
    }

    public static string? Preview(string? text) =>
        text?.Length > MaxPreviewLength ? text[..MaxPreviewLength] : text;

    private static void Validate(string name, IReadOnlyList<Tag> entries, int maxValue)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count > MaxEntries)
        {
            throw ParameterErrors.Invalid($"'{name}' has {entries.Count} items, at most {MaxEntries} are allowed");
        }

        foreach (var entry in entries)
        {
            Require($"{name}.key", entry.Key, MaxKeyLength);
            if (entry.Value.Length > maxValue)
            {
                throw ParameterErrors.TooLong($"{name}.{entry.Key}", maxValue);
            }
        }
    }

    private static void Require(string name, string value, int max)
    {
        if (value.Length == 0)
        {
            throw ParameterErrors.Missing(name);
        }

        if (value.Length > max)
        {
            throw ParameterErrors.TooLong(name, max);
        }
    }
}
