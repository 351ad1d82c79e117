using Tracking.Models.Flavors.Onnx.Authoring;

namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>Tree ensembles as nodes of a graph.</summary>
internal static class TreeEnsembleGraph
{
    /// <summary>The domain of the operator.</summary>
    public const string Domain = "ai.onnx.ml";

    /// <summary>Adds an ensemble.</summary>
    /// <param name="model">The graph, which imports <see cref="Domain"/>.</param>
    /// <param name="x">Float32 [batch, features], or Float64 for ensembles in double precision.</param>
    /// <param name="ensemble">What to add.</param>
    /// <returns>The sums, Float32 [batch, targets].</returns>
    public static OnnxValue AddTrees(this OnnxModelBuilder model, OnnxValue x, TreeEnsemble ensemble)
    {
        var sums = model.Add(new OnnxNode("TreeEnsembleRegressor", [DerivedColumns.Append(model, x, ensemble.Derived)])
        {
            Domain = Domain,
            Attributes = TreeAttributes.Of(ensemble),
        })[0];

        // The operator has base values of its own, but leaves them out for targets that no leaf of a row names.
        return ensemble.BaseValues.All(value => value == 0) ? sums : model.Add(
            sums, model.Constant([.. ensemble.BaseValues.Select(value => (float)value)], ensemble.Targets));
    }
}
