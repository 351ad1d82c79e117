using System.Globalization;
using Tracking.Core.Errors;
using Tracking.Core.Metrics;

namespace Tracking.Core.Runs;

/// <summary>Limits and syntax of what a run logs.</summary>
public static class RunRules
{
    public const int MaxMetricsPerBatch = 1000;
    public const int MaxParamsPerBatch = 100;
    public const int MaxTagsPerBatch = 100;
    public const int MaxItemsPerBatch = 1000;
    public const int MaxParamValueLength = 6000;
    public const int MaxTagValueLength = 8000;
    public const int MaxSearchResults = 50_000;
    public const int DefaultSearchResults = 1000;

    /// <summary>The tag that carries the run's name.</summary>
    public const string NameTag = "mlflow.runName";

    /// <summary>A new id: 32 hexadecimal digits.</summary>
    public static string NewId() => Guid.NewGuid().ToString("n");

    /// <summary>
    /// The name of a new run: the argument or the name tag, which must not contradict each other, or else
    /// <paramref name="invent"/>.
    /// </summary>
    public static string NameOf(string? argument, IReadOnlyList<Tag> tags, Func<string> invent)
    {
        var tag = tags.LastOrDefault(t => t.Key == NameTag).Value;
        if (!string.IsNullOrEmpty(argument) && !string.IsNullOrEmpty(tag) && argument != tag)
        {
            throw ParameterErrors.Invalid(
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values " +
                $"(run_name='{argument}', mlflow.runName='{tag}').");
        }

        return !string.IsNullOrEmpty(argument) ? argument : !string.IsNullOrEmpty(tag) ? tag : invent();
    }

    /// <summary>The param as it is stored: a long value is cut, or refused where cutting is switched off.</summary>
    public static Param Accept(Param param, int? index, bool truncateLongValues)
    {
        KeyRules.Check(param.Key, Path("params", index), "Param key");
        return param with { Value = Cut(param.Value, MaxParamValueLength, "Param value", truncateLongValues) };
    }

    /// <summary>The tag as it is stored: a long value is cut, or refused where cutting is switched off.</summary>
    public static Tag Accept(Tag tag, int? index, bool truncateLongValues)
    {
        KeyRules.Check(tag.Key, Path("tags", index), "key");
        return tag with { Value = Cut(tag.Value, MaxTagValueLength, "tag value", truncateLongValues) };
    }

    /// <summary>
    /// Refuses the key of a tag that a new run brings. As in MLflow its value may be long and its key missing.
    /// </summary>
    public static void CheckOfNewRun(Tag tag, int index)
    {
        if (tag.Key.Length > 0)
        {
            KeyRules.Check(tag.Key, Path("tags", index), "key");
        }
    }

    /// <summary>The batch as it is stored; the limits are checked before any item.</summary>
    public static RunBatch Accept(RunBatch batch, bool truncateLongValues)
    {
        CheckSizes(batch.Metrics.Count, batch.Params.Count, batch.Tags.Count);
        CheckParamsAreDistinct(batch.Params);
        var metrics = new LoggedMetric[batch.Metrics.Count];
        for (var i = 0; i < metrics.Length; i++)
        {
            metrics[i] = MetricRules.Accept(batch.Metrics[i], i);
        }

        return batch with
        {
            Metrics = metrics,
            Params = [.. batch.Params.Select((param, i) => Accept(param, i, truncateLongValues))],
            Tags = [.. batch.Tags.Select((tag, i) => Accept(tag, i, truncateLongValues))],
        };
    }

    private static void CheckSizes(int metrics, int parameters, int tags)
    {
        CheckSize("metrics", metrics, MaxMetricsPerBatch);
        CheckSize("params", parameters, MaxParamsPerBatch);
        CheckSize("tags", tags, MaxTagsPerBatch);
        CheckSize("metrics, params, and tags", metrics + parameters + tags, MaxItemsPerBatch);
    }

    private static void CheckSize(string what, int count, int limit)
    {
        if (count > limit)
        {
            throw ParameterErrors.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"A batch logging request can contain at most {limit} {what}. Got {count} {what}. " +
                $"Please split up {what} across multiple requests and try again."));
        }
    }

    private static void CheckParamsAreDistinct(IReadOnlyList<Param> parameters)
    {
        if (parameters.Count < 2)
        {
            return;
        }

        var repeated = parameters.GroupBy(param => param.Key).Where(group => group.Skip(1).Any()).ToList();
        if (repeated.Count > 0)
        {
            var keys = string.Join(", ", repeated.Select(group => $"'{group.Key}'"));
            throw ParameterErrors.Invalid(
                $"Duplicate parameter keys have been submitted: [{keys}]. " +
                "Please ensure the request contains only one param value per param key.");
        }
    }

    private static string Cut(string value, int limit, string title, bool truncate)
    {
        if (value.Length <= limit)
        {
            return value;
        }

        if (!truncate)
        {
            throw ParameterErrors.TooLong(title, limit);
        }

        // A surrogate pair on the border is dropped whole, so that the text stays valid.
        return char.IsHighSurrogate(value[limit - 1]) ? value[..(limit - 1)] : value[..limit];
    }

    private static FieldPath Path(string list, int? index) =>
        index is { } i ? new FieldPath("key", list, i) : new FieldPath("key");
}
