using System.Text.Json.Nodes;
using Tracking.Models.Signatures;

namespace Tracking.Models.Format;

/// <summary>What <see cref="ModelDirectoryWriter"/> makes a model folder of.</summary>
/// <param name="Flavor">How the model is loaded.</param>
/// <param name="Files">The model's files, that of <see cref="ModelFlavor.Data"/> among them.</param>
public sealed record ModelContent(ModelFlavor Flavor, IReadOnlyList<ModelFile> Files)
{
    /// <summary>What goes in and out. Default: none.</summary>
    public ModelSignature? Signature { get; init; }

    /// <summary>An input to try the model with. Default: none.</summary>
    public ModelExample? InputExample { get; init; }

    /// <summary>Python modules that the model needs, copied below <c>code</c>. Default: none.</summary>
    public IReadOnlyList<ModelFile> Code { get; init; } = [];

    /// <summary>Further pip requirements beside those of the flavor. Default: none.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];

    /// <summary>The user's own notes. Default: none.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The run that logs the model. Default: none.</summary>
    public string? RunId { get; init; }

    /// <summary>The logged model, <c>m-…</c>. Default: none.</summary>
    public string? ModelId { get; init; }

    /// <summary>Where the model is among the run's artifacts. Default: none.</summary>
    public string? ArtifactPath { get; init; }

    /// <summary>The Python to load the model with. Default: 3.12.8.</summary>
    public string PythonVersion { get; init; } = "3.12.8";
}
