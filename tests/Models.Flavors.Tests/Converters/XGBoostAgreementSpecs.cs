using Tracking.Models.Flavors.Converters;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Converted models against the real library.</summary>
[Collection(nameof(ToolkitCollection))]
public sealed class XGBoostAgreementSpecs(ToolkitCases cases)
{
    private const string Prefix = "xgb-";

    private static readonly string[] Trained =
    [
        "squarederror", "binary-missing", "logitraw", "reg-logistic", "hinge", "softprob", "softmax", "poisson",
        "gamma", "tweedie", "rank", "cox", "squaredlog", "pseudohuber", "dart", "linear", "forest", "deep", "targets",
        "on-threshold", "categories", "one-hot",
    ];

    public static TheoryData<string> Names => [.. Trained];

    [ToolkitTheory]
    [MemberData(nameof(Names))]
    public async Task Json_and_ubj_predict_as_the_booster_does(string name)
    {
        foreach (var model in await cases.ModelsAsync(Prefix + name))
        {
            await cases.AgreesAsync(Prefix + name, model);
        }
    }

    [ToolkitFact]
    public async Task The_first_rounds_predict_as_an_iteration_range_does()
    {
        foreach (var model in await cases.ModelsAsync("xgb-first-rounds"))
        {
            await cases.AgreesAsync("xgb-first-rounds", model, new ConversionOptions { Iterations = 3 });
        }
    }

    [ToolkitFact]
    public async Task Every_trained_case_is_looked_at()
    {
        var trained = (await cases.NamesAsync()).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

        Assert.Equal(
            Trained.Select(name => Prefix + name).Append("xgb-first-rounds").Order(), trained.Order());
    }
}

[CollectionDefinition(nameof(ToolkitCollection))]
public sealed class ToolkitCollection : ICollectionFixture<ToolkitCases>;
