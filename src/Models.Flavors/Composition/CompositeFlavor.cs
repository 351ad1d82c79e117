using Tracking.Models.Flavors.Composition.Branches;
using Tracking.Models.Flavors.Composition.Combining;
using Tracking.Models.Flavors.Composition.Graphs;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition;

/// <summary>The <c>composite</c> flavor: several models in one folder that answer as one.</summary>
public static class CompositeFlavor
{
    /// <summary>What the flavor is called in an MLmodel file.</summary>
    public const string Name = "composite";

    /// <summary>Loads the models of a composite and checks how they are wired, names, types and shapes.</summary>
    /// <param name="directory">A model folder with this flavor.</param>
    /// <param name="options">How its models are loaded, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The composite, which the caller disposes, and its models with it.</returns>
    /// <exception cref="ModelLoadException">One line that names the step at fault.</exception>
    public static IScorer Load(
        ModelDirectory directory, FlavorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var flavor = FlavorSection.Of(directory, Name);
        var parts = new PartList(directory, (options ?? new FlavorOptions()).Inner(), cancellationToken);
        try
        {
            var scorer = Read(flavor, parts);
            SignatureAgreement.Check(directory.MlModel.Signature, scorer.Schema);
            return scorer;
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    private static IScorer Read(MlModelSection flavor, PartList parts) => flavor.Text("kind") switch
    {
        "pipeline" => PipelineSection.Read(flavor, parts),
        "ensemble" => EnsembleSection.Read(flavor, parts),
        "cascade" => CascadeSection.Read(flavor, parts),
        "switch" => SwitchSection.Read(flavor, parts),
        var other => throw new ModelLoadException(
            $"MLmodel: {flavor.Path}.kind is '{other}'; expected pipeline, ensemble, cascade or switch."),
    };
}
