using System.Globalization;
using Tracking.Models.Flavors.Converters.Documents;

namespace Tracking.Models.Flavors.Converters.XGBoost;

/// <summary>Which trees the rounds that are asked for made.</summary>
internal static class XGBoostRounds
{
    /// <summary>How many trees count, from the first.</summary>
    public static int CountTrees(DocumentField forest, DocumentField learner, int groups, ConversionOptions options)
    {
        if (options.Iterations is null && !options.BestIteration)
        {
            return int.MaxValue;
        }

        var wanted = options.Iterations ?? Best(learner);
        if (forest.Find("iteration_indptr") is { } ends)
        {
            var bounds = ends.Integers(0);
            return wanted < bounds.Length ? bounds[wanted] : TooMany(ends, wanted, bounds.Length - 1);
        }

        var trees = forest["trees"];
        var parallel = forest["gbtree_model_param"].Find("num_parallel_tree")?.ParsedInteger(0, int.MaxValue) ?? 1;
        var each = (long)groups * Math.Max(1, parallel);
        var rounds = trees.Items().Count / each;
        return wanted <= rounds ? (int)(wanted * each) : TooMany(trees, wanted, rounds);
    }

    private static int TooMany(DocumentField field, int wanted, long rounds) =>
        throw field.Wrong($"is of {rounds} rounds; {wanted} were asked for");

    private static int Best(DocumentField learner)
    {
        var attributes = learner["attributes"];
        var best = attributes["best_iteration"];
        return int.TryParse(best.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < int.MaxValue ? index + 1 : throw best.Expected("the index of a round");
    }
}
