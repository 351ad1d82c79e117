using System.Globalization;
using System.Text;
using Tracking.Contracts.ModelEndpoints;
using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Server.ModelEndpoints;

/// <summary>What an endpoint serves.</summary>
/// <param name="Name">Of the endpoint.</param>
/// <param name="ModelName">Of the registered model.</param>
/// <param name="Version">The version, or null for an alias.</param>
/// <param name="Alias">The alias, or null for a version.</param>
internal sealed record EndpointDefinition(string Name, string ModelName, int? Version, string? Alias)
{
    private const int MaxNameLength = 64;
    private const string Expected = "1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit";

    public string ModelUri => Alias is null
        ? string.Create(CultureInfo.InvariantCulture, $"models:/{ModelName}/{Version}")
        : $"models:/{ModelName}@{Alias}";

    /// <exception cref="TrackingException">A field is missing or cannot be; names it.</exception>
    public static EndpointDefinition Read(CreateModelEndpointRequest request)
    {
        RegistryRules.ValidateModelName(request.ModelName, "model_name");
        var hasVersion = !string.IsNullOrEmpty(request.Version);
        if (hasVersion == !string.IsNullOrEmpty(request.Alias))
        {
            throw ParameterErrors.Invalid(
                $"'version' is '{request.Version}' and 'alias' is '{request.Alias}', expected one of them.");
        }

        if (hasVersion && request.ModelName!.Contains('@', StringComparison.Ordinal))
        {
            throw ParameterErrors.Invalid(
                $"'model_name' is '{request.ModelName}': a version of a model with '@' in its name has no models:/ " +
                "URI. Give it an alias and name that.");
        }

        var name = string.IsNullOrEmpty(request.Name) ? NameFor(request.ModelName!) : request.Name;
        if (!IsName(name))
        {
            throw ParameterErrors.Invalid($"'name' is '{name}', expected {Expected}.");
        }

        return new EndpointDefinition(
            name,
            request.ModelName!,
            hasVersion ? RegistryRules.ParseVersion(request.Version) : null,
            hasVersion ? null : request.Alias);
    }

    /// <summary>The name with a number, for when it is taken.</summary>
    public EndpointDefinition Numbered(int number)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return this with { Name = Name[..Math.Min(Name.Length, MaxNameLength - ending.Length)] + ending };
    }

    private static string NameFor(string modelName)
    {
        var name = new StringBuilder();
        foreach (var character in modelName.AsSpan(0, Math.Min(modelName.Length, MaxNameLength)))
        {
            name.Append(IsNameCharacter(character) ? character : '-');
        }

        var text = name.ToString().Trim('-', '.', '_');
        return text.Length == 0 ? "endpoint" : text;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && char.IsAsciiLetterOrDigit(name[0]) && name.All(IsNameCharacter);

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
