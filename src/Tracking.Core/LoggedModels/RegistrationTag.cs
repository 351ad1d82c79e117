using System.Globalization;
using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Core.LoggedModels;

/// <summary>
/// The tag in which a logged model keeps the versions that were registered from it, as MLflow's server writes it:
/// <c>[{"name": "model", "version": 1}]</c>.
/// </summary>
public static class RegistrationTag
{
    public const string Key = "mlflow.modelVersions";

    /// <summary>
    /// The tag's new value after another version was registered. What is no list is replaced; the oldest entries go
    /// when the value becomes too long for a tag.
    /// </summary>
    /// <param name="value">The tag's value, or null if the model has none yet.</param>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The number of the new version.</param>
    public static string Append(string? value, string name, long version)
    {
        var entries = Entries(value);
        entries.Add(string.Create(
            CultureInfo.InvariantCulture, $"{{\"name\": {PythonText.Quote(name)}, \"version\": {version}}}"));
        var length = entries.Sum(entry => entry.Length + 2L);
        var dropped = 0;
        while (length > LoggedModelRules.MaxValueLength && dropped < entries.Count - 1)
        {
            length -= entries[dropped++].Length + 2L;
        }

        return "[" + string.Join(", ", entries.Skip(dropped)) + "]";
    }

    private static List<string> Entries(string? value)
    {
        try
        {
            using var json = JsonDocument.Parse(value ?? "[]");
            return json.RootElement.ValueKind == JsonValueKind.Array
                ? [.. json.RootElement.EnumerateArray().Select(entry => entry.GetRawText())]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
