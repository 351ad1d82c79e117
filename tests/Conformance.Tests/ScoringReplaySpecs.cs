using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>Stock MLflow's recorded scoring answers against ours, on its own model folders.</summary>
public class ScoringReplaySpecs
{
    /// <summary>Where we differ on purpose; docs/conformance.md says why.</summary>
    private static readonly string[] Deliberate = ["ct-none", "v1-models", "csv POST", "big POST"];

    [CorpusTheory]
    [InlineData("onnx_iris", 62, 4)]
    [InlineData("onnx_iris_cols", 63, 2)]
    [InlineData("onnx_nosig", 44, 2)]
    public async Task Every_recorded_answer_agrees_but_for_those_that_differ_on_purpose(
        string model, int recorded, int different)
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(Corpus.PathOf("models", model))));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
        using var client = new HttpClient { BaseAddress = host.Address };
        var exchanges = ScoringExchange.Of(model);

        var problems = new List<string>();
        foreach (var exchange in exchanges)
        {
            if (await exchange.ReplayAsync(client, Patience.Token()) is { } problem)
            {
                problems.Add(problem);
            }
        }

        Assert.Equal(recorded, exchanges.Count);
        Assert.All(problems, problem => Assert.Contains(
            Deliberate, label => problem.StartsWith(label, StringComparison.Ordinal)));
        Assert.Equal(different, problems.Count);
    }
}
