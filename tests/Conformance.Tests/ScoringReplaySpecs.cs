using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>Stock MLflow's recorded scoring answers against ours, on its own model folders.</summary>
public class ScoringReplaySpecs
{
    private const double LeastAgreement = 0.98;

    [CorpusFact]
    public async Task Nearly_every_recorded_answer_agrees_and_each_that_does_not_has_a_reason()
    {
        string[] models = ["onnx_iris", "onnx_iris_cols", "onnx_nosig"];
        var options = new ServingOptions { Port = 0 };
        var agree = 0;
        var compared = 0;
        var different = new List<string>();
        foreach (var model in models)
        {
            options.Models.Clear();
            options.Models.Add(new ServedModel(new FolderUri(Corpus.PathOf("models", model))));
            await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
            using var client = new HttpClient { BaseAddress = host.Address };
            foreach (var exchange in ScoringExchange.Of(model).Where(one => !ScoringDifferences.IsNoScoring(one)))
            {
                var problem = await exchange.ReplayAsync(client, Patience.Token());
                compared++;
                agree += problem is null ? 1 : 0;
                different.AddRange(problem is null ? [] : [$"{model} {problem}"]);
            }
        }

        Assert.Equal(166, compared);
        Assert.True(agree >= LeastAgreement * compared, $"{agree} of {compared} agree.");
        Assert.All(different, problem => Assert.Contains(
            ScoringDifferences.Reasons.Keys, key => problem.StartsWith(key, StringComparison.Ordinal)));
        Assert.Equal(ScoringDifferences.Reasons.Count, different.Count);
    }
}
