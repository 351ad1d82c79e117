using System.Globalization;
using Tracking.Core.Errors;
using Tracking.Core.Runs;

namespace Tracking.Core.Experiments;

/// <summary>Syntax and limits of experiments.</summary>
public static class ExperimentRules
{
    public const int MaxNameLength = 500;
    public const int MaxLocationLength = 2048;
    public const int MaxTagValueLength = 5000;
    public const int MaxSearchResults = 50_000;

    /// <summary>Reads a decimal id; anything else is refused.</summary>
    public static long ParseId(string experimentId) =>
        TryParseId(experimentId, out var id)
            ? id
            : throw ParameterErrors.Invalid(
                $"Invalid experiment ID '{experimentId}'. Experiment ID must be a valid integer.");

    public static bool TryParseId(string experimentId, out long id) =>
        long.TryParse(experimentId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out id);

    public static void CheckName(string name)
    {
        if (name.Length > MaxNameLength)
        {
            throw ParameterErrors.TooLong("name", MaxNameLength);
        }
    }

    /// <summary>Refuses a place for artifacts that a path cannot be appended to.</summary>
    public static void CheckLocation(string location)
    {
        if (location.Length > MaxLocationLength)
        {
            throw ParameterErrors.TooLong("artifact_location", MaxLocationLength);
        }

        if (location.Contains('#', StringComparison.Ordinal) || location.Contains(';', StringComparison.Ordinal))
        {
            throw ParameterErrors.Invalid("'artifact_location' URL can't include fragments or params.");
        }
    }

    /// <summary>Refuses a tag with a bad key or a long value.</summary>
    public static void CheckTag(Tag tag)
    {
        KeyRules.Check(tag.Key, new FieldPath("key"), "key");
        if (tag.Value.Length > MaxTagValueLength)
        {
            throw ParameterErrors.TooLong("value", MaxTagValueLength);
        }
    }

    /// <summary>Refuses a list that sets a tag twice: which value was meant cannot be known.</summary>
    public static void CheckTagsAreDistinct(IReadOnlyList<Tag> tags)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (!keys.Add(tag.Key))
            {
                throw ExperimentErrors.TagGivenTwice(tag.Key);
            }
        }
    }
}
