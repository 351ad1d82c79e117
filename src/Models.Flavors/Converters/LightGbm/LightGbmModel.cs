namespace Tracking.Models.Flavors.Converters.LightGbm;

/// <summary>A model of LightGBM as its text has it.</summary>
internal sealed record LightGbmModel
{
    public required string Version { get; init; }

    public required int Features { get; init; }

    /// <summary>Empty where the data had no names.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>Numbers that a row gets, one for each tree of a round.</summary>
    public required int Groups { get; init; }

    public required LightGbmObjective Objective { get; init; }

    /// <summary>Whether rounds are averaged, as in random forests, not added.</summary>
    public required bool IsAverage { get; init; }

    /// <summary>Round by round, in each a tree for every group.</summary>
    public required IReadOnlyList<LightGbmTree> Trees { get; init; }

    public int Rounds => Trees.Count / Groups;

    /// <exception cref="ModelConversionException">Not such a model, or of a kind that is not supported.</exception>
    public static LightGbmModel Read(LightGbmText text, ConversionOptions options)
    {
        var head = text.Head;
        var features = head.Integer("max_feature_idx", 0, 1 << 24) + 1;
        var groups = head.Integer("num_tree_per_iteration", 1, 1 << 16);
        if (text.Trees.Count % groups != 0)
        {
            throw head.Wrong(
                "num_tree_per_iteration", $"is {groups}, of which {text.Trees.Count} trees are no multiple");
        }

        var rounds = options.Iterations ?? (text.Trees.Count / groups);
        if (rounds > text.Trees.Count / groups)
        {
            throw head.Wrong($"is of {text.Trees.Count / groups} rounds; {rounds} were asked for");
        }

        var names = head.Texts("feature_names", features);
        return new LightGbmModel
        {
            Version = head.Find("version") ?? "",
            Features = features,
            FeatureNames = names.Where((name, index) => name == $"Column_{index}").Count() == features ? [] : names,
            Groups = groups,
            Objective = LightGbmObjective.Read(head, groups),
            IsAverage = head.Keys.Contains("average_output"),
            Trees = [.. text.Trees.Take(rounds * groups).Select(tree => LightGbmTree.Read(tree, features))],
        };
    }
}
