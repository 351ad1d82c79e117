using System.Text.Json;
using Tracking.Core.Errors;

namespace Tracking.Core.Runs;

/// <summary>
/// The tag in which runs/log-model keeps what it was told: a JSON list with one object a model. MLflow's clients of
/// version 2 read it.
/// </summary>
public static class LoggedModelHistory
{
    public const string Tag = "mlflow.log-model.history";

    /// <summary>Models above this count would make the tag unreadable long.</summary>
    public const int MaxModels = 1000;

    private static readonly string[] MandatoryFields = ["artifact_path", "run_id", "flavors", "utc_time_created"];

    /// <summary>The tag's new value after another model was logged.</summary>
    /// <param name="history">The tag's value, or null if the run has none yet.</param>
    /// <param name="modelJson">The model as the client describes it: a JSON object with the mandatory fields.</param>
    public static string Append(string? history, string modelJson)
    {
        using var model = Parse(modelJson);
        var missing = MandatoryFields.Where(field => !Has(model.RootElement, field)).ToList();
        if (missing.Count > 0)
        {
            throw ParameterErrors.Invalid(
                "Model json is missing mandatory fields: {" + string.Join(", ", missing.Select(f => $"'{f}'")) + "}");
        }

        var entry = model.RootElement.GetRawText();
        if (string.IsNullOrEmpty(history))
        {
            return $"[{entry}]";
        }

        using var known = Parse(history);
        if (known.RootElement.ValueKind != JsonValueKind.Array || known.RootElement.GetArrayLength() >= MaxModels)
        {
            throw ParameterErrors.Invalid($"The run's tag '{Tag}' holds no list, or {MaxModels} models already.");
        }

        var entries = known.RootElement.EnumerateArray().Select(item => item.GetRawText()).Append(entry);
        return "[" + string.Join(", ", entries) + "]";
    }

    private static bool Has(JsonElement model, string field) =>
        model.ValueKind == JsonValueKind.Object && model.TryGetProperty(field, out _);

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw ParameterErrors.Invalid($"Malformed model info. \n {json} \n is not a valid JSON.");
        }
    }
}
