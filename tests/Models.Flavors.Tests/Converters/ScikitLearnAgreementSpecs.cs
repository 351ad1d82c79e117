using Tracking.Models.Flavors.Converters;
using Tracking.Models.Flavors.Converters.ScikitLearn;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Converted estimators against the real library; the exporter is the one that ships.</summary>
[Collection(nameof(ToolkitCollection))]
public sealed class ScikitLearnAgreementSpecs(ToolkitCases cases)
{
    private const string Prefix = "sk-";

    private static readonly string[] Trained =
    [
        "linear", "linear-wide", "ridge", "lasso", "elastic", "sgd-regressor", "logistic-binary",
        "logistic-multinomial", "logistic-ovr", "logistic-softmax-binary", "sgd-log", "sgd-hinge", "svc",
        "ridge-classifier", "standard", "standard-mean", "standard-scale", "min-max", "min-max-clip", "max-abs",
        "robust", "normalize-l1", "normalize-l2", "normalize-max", "binarize", "impute-mean", "impute-zero", "pca",
        "pca-whiten", "svd", "select", "one-hot", "one-hot-drop", "ordinal", "k-means", "k-means-mini", "tree",
        "tree-deep", "tree-regressor", "tree-wide", "forest", "forest-weights", "forest-regressor", "forest-wide",
        "extra", "extra-regressor", "boosting-binary", "boosting-exponential", "boosting", "boosting-zero",
        "boosting-regressor", "boosting-quantile", "histogram-binary", "histogram", "histogram-regressor",
        "histogram-poisson", "histogram-quantile", "histogram-doubles", "histogram-categories",
        "mlp-binary", "mlp", "mlp-logistic", "mlp-regressor", "mlp-wide",
        "pipeline", "pipeline-trees", "pipeline-clusters", "columns", "union", "text",
    ];

    public static TheoryData<string> Names => [.. Trained];

    [ToolkitTheory]
    [MemberData(nameof(Names))]
    public async Task Labels_probabilities_and_numbers_are_those_of_the_estimator(string name)
    {
        foreach (var model in await cases.ModelsAsync(Prefix + name))
        {
            await cases.AgreesAsync(Prefix + name, model);
        }
    }

    [ToolkitFact]
    public async Task Every_trained_case_is_looked_at()
    {
        var trained = (await cases.NamesAsync()).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

        Assert.Equal(Trained.Select(name => Prefix + name).Order(), trained.Order());
    }

    [ToolkitFact]
    public async Task The_exporter_refuses_by_name_and_brings_names_and_rows()
    {
        using var folder = new TempFolder();
        folder.Write(ScikitLearnExporter.FileName, ScikitLearnExporter.Source);
        var script = folder.Write("try.py", """
            import sys
            from sklearn import linear_model, neighbors
            import tracking_sklearn_export as out
            x, y = [[0.0, 1.0], [1.0, 0.0], [2.0, 2.0]], [0, 1, 1]
            for wrong in (neighbors.KNeighborsClassifier(1).fit(x, y), linear_model.LinearRegression()):
                try:
                    out.export(wrong, sys.argv[1])
                except out.NotExportable as refused:
                    print(refused)
            model = linear_model.LogisticRegression().fit(x, y)
            model.feature_names_in_ = ["a", "b"]
            out.export(model, sys.argv[1], example=x[:1])
            """);

        var (code, output, errors) = await PythonToolkits.RunAsync(script, folder["m.json"]);

        Assert.True(code == 0, errors);
        Assert.StartsWith("KNeighborsClassifier cannot be exported; known are BayesianRidge, Binarizer,", output);
        Assert.Contains("LinearRegression is not fitted (it has no n_features_in_)", output);
        var model = await ModelConverter.ConvertAsync(folder["m.json"], null, Patience.Token());
        Assert.Equal(["a", "b"], model.Signature.Inputs!.Columns.Select(column => column.Name));
        Assert.NotNull(model.ToContent().InputExample);
    }
}
