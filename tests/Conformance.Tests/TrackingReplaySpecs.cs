using System.Globalization;

namespace Tracking.Conformance.Tests;

/// <summary>
/// Stock MLflow's recorded answers against ours. What differs on purpose is listed in docs/conformance.md; a floor
/// rises with what is reached and never falls.
/// </summary>
public sealed class TrackingReplaySpecs(TrackingReplay replay) : IClassFixture<TrackingReplay>
{
    [ReplayTheory]
    [InlineData("experiments_client", 100)]
    [InlineData("experiments_errors", 97)]
    [InlineData("runs_client", 99)]
    [InlineData("runs_fluent", 100)]
    [InlineData("runs_errors", 94)]
    [InlineData("runs_search", 93)]
    [InlineData("metric_history", 80)]
    [InlineData("logged_models", 94)]
    [InlineData("registry", 97)]
    [InlineData("prompts", 100)]
    [InlineData("autolog", 100)]
    [InlineData("sklearn_model", 90)]
    [InlineData("artifacts", 99)]
    [InlineData("datasets_inputs", 100)]
    [InlineData("eval_datasets", 95)]
    [InlineData("webhooks", 96)]
    [InlineData("workspaces", 100)]
    public async Task Agrees_with_the_recorded_answers(string label, int floorPercent)
    {
        var exchanges = (await replay.ExchangesAsync())[label].ToList();
        var differing = exchanges.Where(exchange => !exchange.Agrees).Select(exchange => exchange.Description).ToList();
        var share = 100.0 * (exchanges.Count - differing.Count) / exchanges.Count;
        Assert.True(
            share >= floorPercent,
            string.Create(CultureInfo.InvariantCulture, $"{label}: {share:f1} % agree, the floor is " +
                $"{floorPercent} %.\n") +
            string.Join('\n', differing));
    }
}
