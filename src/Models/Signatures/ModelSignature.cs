using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Signatures.Json;

namespace Tracking.Models.Signatures;

/// <summary>What a model takes and gives, as its author declared it.</summary>
/// <param name="Inputs">What goes in.</param>
/// <param name="Outputs">What comes out.</param>
/// <param name="Params">The parameters that a request may set; null where the model takes none.</param>
public sealed record ModelSignature(
    ModelSchema? Inputs, ModelSchema? Outputs = null, IReadOnlyList<ParamSpec>? Params = null)
{
    /// <summary>As MLmodel holds it: the keys inputs, outputs and params, each null or a text of JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["inputs"] = Inputs?.ToJson(),
        ["outputs"] = Outputs?.ToJson(),
        ["params"] = Params is null ? null : ParamSpecJson.Print(Params),
    };

    /// <summary>Reads the three texts that MLmodel holds.</summary>
    /// <param name="inputs">JSON, or null.</param>
    /// <param name="outputs">JSON, or null.</param>
    /// <param name="parameters">JSON, or null.</param>
    /// <exception cref="ModelLoadException">Not such JSON; names the field.</exception>
    public static ModelSignature Parse(string? inputs, string? outputs = null, string? parameters = null) => new(
        inputs is null ? null : ModelSchema.Parse(inputs, "signature.inputs"),
        outputs is null ? null : ModelSchema.Parse(outputs, "signature.outputs"),
        parameters is null ? null : ParamSpecJson.Parse(parameters, "signature.params"));

    internal static ModelSignature? Read(MlModelSection? section) => section is null
        ? null
        : Parse(section.Text("inputs"), section.Text("outputs"), section.Text("params"));
}
