using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>Stock MLflow's recorded scoring answers against ours, on its own model folders.</summary>
public class ScoringReplaySpecs
{
    private const double LeastAgreement = 0.98;
    private const string Typed = "pyfunc_typed";

    [CorpusFact]
    public async Task Nearly_every_recorded_answer_agrees_and_each_that_does_not_has_a_reason()
    {
        using var function = new TempFolder();
        await TypedFunction.WriteAsync(function["typed"]);
        var compared = 0;
        var different = new List<string>();
        foreach (var model in (string[])["onnx_iris", "onnx_iris_cols", "onnx_nosig", Typed])
        {
            var folder = model == Typed ? function["typed"] : Corpus.PathOf("models", model);
            var (sent, problems) = await ReplayAsync(model, folder);
            compared += sent;
            different.AddRange(problems.Select(problem => $"{model} {problem}"));
        }

        var corrupted = different.Where(problem => Begins(problem, ScoringDifferences.Corruptions.Keys)).ToList();
        var others = different.Except(corrupted).ToList();
        Assert.Equal(226, compared);
        Assert.InRange(different.Count, 0, (int)((1 - LeastAgreement) * compared));
        Assert.Equal(ScoringDifferences.Corruptions.Count, corrupted.Count);
        Assert.All(corrupted, problem => Assert.Contains(": status 400, recorded 200;", problem));
        Assert.All(others, problem => Assert.True(
            Begins(problem, ScoringDifferences.Reasons.Keys), $"No reason is listed: {problem}"));
        Assert.Equal(ScoringDifferences.Reasons.Count, others.Count);
    }

    private static async Task<(int Sent, IReadOnlyList<string> Problems)> ReplayAsync(string model, string folder)
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(folder)));
        await using var host = await ServingHost.StartAsync(options, cancellationToken: Patience.Token());
        using var client = new HttpClient { BaseAddress = host.Address };
        var exchanges = ScoringExchange.Of(model).Where(one => !ScoringDifferences.IsNoScoring(one)).ToList();
        var problems = new List<string>();
        foreach (var exchange in exchanges)
        {
            problems.AddRange(await exchange.ReplayAsync(client, Patience.Token()) is { } problem ? [problem] : []);
        }

        return (exchanges.Count, problems);
    }

    private static bool Begins(string problem, IEnumerable<string> keys) =>
        keys.Any(key => problem.StartsWith(key, StringComparison.Ordinal));
}
