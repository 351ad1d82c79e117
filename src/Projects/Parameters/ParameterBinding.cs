using System.Globalization;
using Tracking.Projects.Format;

namespace Tracking.Projects.Parameters;

/// <summary>The values of one run of an entry point.</summary>
/// <param name="Declared">By name, defaults filled in.</param>
/// <param name="Extra">Those that are not declared; they follow the command as <c>--name value</c>.</param>
internal sealed record ParameterBinding(
    IReadOnlyDictionary<string, string> Declared, IReadOnlyList<KeyValuePair<string, string>> Extra)
{
    /// <exception cref="ProjectException">Names every value that is missing or of a wrong type.</exception>
    public static ParameterBinding Of(EntryPoint entryPoint, IReadOnlyDictionary<string, string> given)
    {
        string[] missing =
        [
            .. entryPoint.Parameters
                .Where(spec => spec.Default is null && !given.ContainsKey(spec.Name)).Select(spec => spec.Name),
        ];
        if (missing.Length > 0)
        {
            throw new ProjectException(
                $"No value given for missing parameters: {string.Join(", ", missing.Select(name => $"'{name}'"))}");
        }

        var declared = entryPoint.Parameters.ToDictionary(
            spec => spec.Name, spec => given.GetValueOrDefault(spec.Name, spec.Default ?? ""));
        List<string> problems =
        [
            .. entryPoint.Parameters.Select(spec => ProblemWith(spec, declared[spec.Name])).OfType<string>(),
            .. given.Where(pair => pair.Value.Contains('\0', StringComparison.Ordinal))
                .Select(pair => $"parameter '{pair.Key}' holds a zero character, which no program can take"),
        ];
        if (problems.Count > 0)
        {
            throw new ProjectException($"Entry point '{entryPoint.Name}': {string.Join("; ", problems)}.");
        }

        List<KeyValuePair<string, string>> extra =
        [
            .. given.Where(pair => !declared.ContainsKey(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
        ];
        return new ParameterBinding(declared, extra);
    }

    /// <summary>Declared and extra values, as they are logged.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => Declared.Concat(Extra);

    /// <summary>What is wrong with the value, for the middle of a sentence; null if nothing is.</summary>
    public static string? ProblemWith(ParameterSpec spec, string value) => spec.Type switch
    {
        ParameterType.Float when !IsNumber(value) => $"parameter '{spec.Name}' is '{value}', expected a number",
        ParameterType.Path when value.Length == 0 => $"parameter '{spec.Name}' is empty, expected a path",
        ParameterType.Uri when !IsUri(value) =>
            $"parameter '{spec.Name}' is '{value}', expected a URI or a local path that exists",
        _ => null,
    };

    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || value.ToLowerInvariant() is "inf" or "-inf" or "+inf" or "nan" or "infinity" or "-infinity";

    private static bool IsUri(string value) =>
        (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme.Length > 1) || Path.Exists(value);
}
