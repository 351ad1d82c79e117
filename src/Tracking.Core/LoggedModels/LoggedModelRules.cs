using System.Buffers;
using System.Globalization;
using Tracking.Core.Errors;
using Tracking.Core.Runs;

namespace Tracking.Core.LoggedModels;

/// <summary>What names, params and tags of logged models may be, in MLflow's words.</summary>
public static class LoggedModelRules
{
    public const int MaxNameLength = 1_000;
    public const int MaxKeyLength = 1_000;
    public const int MaxValueLength = 100_000;

    /// <summary>Params or tags in one call.</summary>
    public const int MaxItems = 1_000;

    private static readonly SearchValues<char> ReservedCharacters = SearchValues.Create("/:.%\"'");

    /// <summary><c>m-</c> and 32 hexadecimal digits.</summary>
    public static string NewModelId() => "m-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <exception cref="TrackingException">The name is empty, too long or holds a character that URIs need.</exception>
    public static void ValidateName(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAny(ReservedCharacters))
        {
            throw ParameterErrors.Invalid(
                $"Invalid model name ('{name}') provided. Model name must be a non-empty string and cannot " +
                "contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
        }

        ValidateLength("Logged model name", name, MaxNameLength);
    }

    /// <exception cref="TrackingException">A key is missing, something is too long, or there are too many.</exception>
    public static void ValidateParams(IReadOnlyList<Param> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ValidateCount("params", parameters.Count);
        foreach (var parameter in parameters)
        {
            ValidateItem(parameter.Key, parameter.Value);
        }
    }

    /// <inheritdoc cref="ValidateParams"/>
    public static void ValidateTags(IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        ValidateCount("tags", tags.Count);
        foreach (var tag in tags)
        {
            ValidateItem(tag.Key, tag.Value);
        }
    }

    private static void ValidateItem(string key, string value)
    {
        if (string.IsNullOrEmpty(key))
        {
            throw ParameterErrors.Invalid("Missing value for required parameter 'key'.");
        }

        ValidateLength("key", key, MaxKeyLength);
        ValidateLength("value", value, MaxValueLength);
    }

    private static void ValidateCount(string name, int count)
    {
        if (count > MaxItems)
        {
            throw ParameterErrors.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"'{name}' has {count} items, at most {MaxItems} are allowed"));
        }
    }

    private static void ValidateLength(string name, string value, int max)
    {
        if (value.Length > max)
        {
            throw ParameterErrors.TooLong(name, max);
        }
    }
}
