using System.Globalization;

namespace Tracking.Conformance.Tests;

/// <summary>Stock MLflow's recorded answers against ours: what differs is listed, each with its reason.</summary>
public sealed class TrackingReplaySpecs(TrackingReplay replay) : IClassFixture<TrackingReplay>
{
    public static TheoryData<string> Labels { get; } =
    [
        "misc", "experiments_client", "experiments_errors", "runs_client", "runs_fluent",
        "datasets_inputs", "runs_errors", "runs_search", "metric_history", "logged_models",
        "registry", "prompts", "autolog", "sklearn_model", "artifacts",
        "webhooks", "eval_datasets", "traces", "otlp", "workspaces",
        "cleanup",
    ];

    [ReplayTheory]
    [MemberData(nameof(Labels))]
    public async Task What_differs_from_the_recorded_answers_is_listed(string label)
    {
        var exchanges = (await replay.ExchangesAsync())[label].ToList();
        Assert.NotEmpty(exchanges);
        var unlisted = exchanges
            .Where(exchange => !exchange.Agrees && !IsListed(exchange.Number))
            .Select(exchange => exchange.Description).ToList();
        var outdated = exchanges
            .Where(exchange => exchange.Agrees && IsListed(exchange.Number))
            .Select(exchange => $"#{exchange.Number} is listed as different, but agrees").ToList();
        Assert.True(unlisted.Count + outdated.Count == 0, string.Join('\n', [.. unlisted, .. outdated]));
    }

    [ReplayTheory]
    [InlineData(0.99)]
    public async Task Nearly_all_answers_agree(double least)
    {
        var exchanges = (await replay.ExchangesAsync()).Where(label => Labels.Contains(label.Key))
            .SelectMany(label => label).ToList();
        var agreeing = exchanges.Count(
            exchange => exchange.Agrees || DeliberateDifferences.Wordings.ContainsKey(exchange.Number));
        Assert.True(
            agreeing >= least * exchanges.Count,
            string.Create(CultureInfo.InvariantCulture, $"{agreeing} of {exchanges.Count} agree"));
    }

    [ReplayTheory]
    [InlineData(40)]
    public async Task Few_messages_differ_in_their_wording_only(int most)
    {
        var differing = (await replay.ExchangesAsync()).SelectMany(label => label)
            .Where(exchange => exchange is { Agrees: true, WordingDiffers: true }
                || DeliberateDifferences.Wordings.ContainsKey(exchange.Number))
            .Select(exchange => exchange.Description).ToList();
        Assert.True(
            differing.Count <= most,
            string.Create(CultureInfo.InvariantCulture, $"{differing.Count} differ:\n") + string.Join('\n', differing));
    }

    private static bool IsListed(int number) =>
        DeliberateDifferences.Reasons.ContainsKey(number) || DeliberateDifferences.Wordings.ContainsKey(number);
}
