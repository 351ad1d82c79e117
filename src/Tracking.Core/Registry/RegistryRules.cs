using System.Globalization;
using System.Text.RegularExpressions;
using Tracking.Core.Errors;

namespace Tracking.Core.Registry;

/// <summary>What names, aliases, stages, versions and tags of the registry may be, in MLflow's words.</summary>
public static partial class RegistryRules
{
    public const int MaxModelNameLength = 1_000;
    public const int MaxAliasLength = 255;
    public const int MaxTagKeyLength = 250;
    public const int MaxTagValueLength = 100_000;
    public const int MaxDescriptionLength = 100_000;

    /// <summary>Where an alias points that is not there.</summary>
    public const int NoVersion = 0;

    /// <summary>Models and versions with this tag set to "true" are prompts.</summary>
    public const string PromptTagKey = "mlflow.prompt.is_prompt";

    /// <exception cref="TrackingException">The name is blank, too long or holds '/' or ':'.</exception>
    public static void ValidateModelName(string? name, string parameter = "name")
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw ParameterErrors.Invalid($"Missing value for required parameter '{parameter}'.");
        }

        ValidateLength("Registered model name", name, MaxModelNameLength);
        if (name.AsSpan().ContainsAny('/', ':'))
        {
            throw ParameterErrors.Invalid($"Invalid model name '{name}'. Names cannot contain '/' or ':'.");
        }
    }

    /// <exception cref="TrackingException">The alias is reserved, too long or holds other characters.</exception>
    public static void ValidateAlias(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        if (alias.Length == 0)
        {
            throw ParameterErrors.Invalid("Registered model alias name cannot be empty.");
        }

        if (!AliasPattern().IsMatch(alias))
        {
            throw ParameterErrors.Invalid(
                $"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), " +
                "and dashes (-).");
        }

        ValidateLength("Registered model alias name", alias, MaxAliasLength);
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
        {
            throw ParameterErrors.Invalid("'latest' alias name (case insensitive) is reserved.");
        }

        if (VersionAliasPattern().IsMatch(alias))
        {
            throw ParameterErrors.Invalid($"Version alias name '{alias}' is reserved.");
        }
    }

    /// <summary>Reads a stage in any case.</summary>
    public static ModelStage ParseStage(string? stage) => stage?.ToUpperInvariant() switch
    {
        "NONE" => ModelStage.None,
        "STAGING" => ModelStage.Staging,
        "PRODUCTION" => ModelStage.Production,
        "ARCHIVED" => ModelStage.Archived,
        _ => throw ParameterErrors.Invalid(
            $"Invalid Model Version stage: {stage}. Value must be one of None, Staging, Production, " +
            "Archived."),
    };

    public static string StageName(ModelStage stage) => stage switch
    {
        ModelStage.None => "None",
        ModelStage.Staging => "Staging",
        ModelStage.Production => "Production",
        ModelStage.Archived => "Archived",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "An unknown stage."),
    };

    /// <summary>Reads a version, which the wire holds as text. Numbers that no version can have are read too.</summary>
    public static int ParseVersion(string? version) =>
        int.TryParse(version, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ParameterErrors.Invalid($"Parameter 'version' must be an integer, got '{version}'.");

    /// <summary>Reads where an alias has to be to be moved; null for anywhere.</summary>
    /// <exception cref="TrackingException">It is neither the number of a version nor 0.</exception>
    public static int? ParseExpectedVersion(string? version) => version is null
        ? null
        : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ParameterErrors.Invalid(
                $"Parameter 'expected_version' is '{version}', expected the number of the version that the alias " +
                "points to, or '0' where there must be no such alias yet.");

    /// <exception cref="TrackingException">The key is missing, or key or value are too long.</exception>
    public static void ValidateTag(Tag tag)
    {
        if (string.IsNullOrEmpty(tag.Key))
        {
            throw ParameterErrors.Invalid("Missing value for required parameter 'key'.");
        }

        ValidateLength("key", tag.Key, MaxTagKeyLength);
        ValidateLength("value", tag.Value, MaxTagValueLength);
    }

    /// <exception cref="TrackingException">The description is too long.</exception>
    public static void ValidateDescription(string? description) =>
        ValidateLength("description", description ?? string.Empty, MaxDescriptionLength);

    public static bool IsPrompt(IEnumerable<Tag> tags) =>
        tags.Any(tag => tag.Key == PromptTagKey && tag.Value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static void ValidateLength(string name, string value, int max)
    {
        if (value.Length > max)
        {
            throw ParameterErrors.TooLong(name, max);
        }
    }

    [GeneratedRegex(@"^[\w\-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasPattern();

    [GeneratedRegex(@"^[vV][0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionAliasPattern();
}
