using System.Globalization;
using Tracking.Models.Flavors.Converters.Documents;

namespace Tracking.Models.Flavors.Converters.XGBoost;

/// <summary>Reads what XGBoost's <c>save_model</c> wrote, since version 1.0.</summary>
internal static class XGBoostReader
{
    private const int MaxFeatures = 1 << 24;
    private const int MaxGroups = 1 << 16;

    /// <exception cref="ModelConversionException">Not such a model, or of a kind that is not supported.</exception>
    public static XGBoostModel Read(DocumentField root, ConversionOptions options)
    {
        var learner = root["learner"];
        var parameters = learner["learner_model_param"];
        var features = parameters["num_feature"].ParsedInteger(0, MaxFeatures);
        var groups = Math.Max(1, Math.Max(
            parameters.Find("num_class")?.ParsedInteger(0, MaxGroups) ?? 0,
            parameters.Find("num_target")?.ParsedInteger(0, MaxGroups) ?? 1));
        var objective = ReadObjective(learner["objective"]["name"]);
        var booster = learner["gradient_booster"];
        var name = booster["name"].Text();
        var model = new XGBoostModel
        {
            Version = ReadVersion(root),
            Features = features,
            Groups = groups,
            Objective = objective,
            BaseScores = ReadBaseScores(parameters["base_score"], groups, objective),
            FeatureNames = learner.Find("feature_names")?.Texts() ?? [],
            Booster = name,
        };
        return name switch
        {
            "gbtree" => model with { Forest = ReadForest(booster["model"], null, learner, model, options) },
            "dart" => model with
            {
                Forest = ReadForest(booster["gbtree"]["model"], booster["weight_drop"], learner, model, options),
            },
            "gblinear" => model with { Linear = ReadLinear(booster["model"]["weights"], model, options) },
            _ => throw booster["name"].Expected("gbtree, dart or gblinear"),
        };
    }

    private static XGBoostForest ReadForest(
        DocumentField field,
        DocumentField? weights,
        DocumentField learner,
        XGBoostModel model,
        ConversionOptions options)
    {
        var reader = new XGBoostTreeReader(model.Features, model.Groups);
        var count = field["trees"].Items().Count;
        var used = XGBoostRounds.CountTrees(field, learner, model.Groups, options);
        return reader.Read(field, weights?.Numbers(count), Math.Min(used, count));
    }

    private static double[] ReadLinear(DocumentField field, XGBoostModel model, ConversionOptions options) =>
        options.Iterations is null && !options.BestIteration
            ? field.Numbers((model.Features + 1) * model.Groups)
            : throw field.Wrong("belongs to gblinear, whose rounds cannot be told apart; convert all of them");

    private static XGBoostObjective ReadObjective(DocumentField field) =>
        XGBoostObjective.Find(field.Text()) ?? throw field.Expected($"one of {XGBoostObjective.KnownNames}");

    /// <summary>One number for all groups, or since version 3.1 a list in brackets.</summary>
    private static double[] ReadBaseScores(DocumentField field, int groups, XGBoostObjective objective)
    {
        var texts = field.Text().Trim('[', ']').Split(',');
        var scores = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out scores[i])
                || !double.IsFinite(objective.MarginOf((float)scores[i])))
            {
                throw field.Expected($"numbers that {objective.Name} can begin with");
            }
        }

        return scores.Length == groups ? scores
            : scores.Length == 1 ? [.. Enumerable.Repeat(scores[0], groups)]
            : throw field.Wrong($"has {scores.Length} numbers; expected 1 or {groups}");
    }

    private static string ReadVersion(DocumentField root) =>
        root.Find("version") is { } version ? string.Join('.', version.Integers(0)) : "";
}
