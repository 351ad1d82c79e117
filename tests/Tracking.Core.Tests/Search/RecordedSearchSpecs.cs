using System.Text.Json;
using System.Text.RegularExpressions;
using Tracking.Core.Errors;
using Tracking.Core.Search;
using Tracking.TestKit;

namespace Tracking.Core.Tests.Search;

/// <summary>All recorded filters and orders: what MLflow accepted is accepted, what it refused is refused.</summary>
public partial class RecordedSearchSpecs
{
    /// <summary>Refused by MLflow, understood here: the language has more to it.</summary>
    private static readonly HashSet<string> UnderstoodHere =
    [
        "metrics.acc > 0.5 OR metrics.acc < 0.1", "(metrics.acc > 0.5)", "metrics.acc BETWEEN 0 AND 1",
        "metrics.acc IS NULL", "not params.opt = 'adam'", "name IN ('mod-a','mod-b')",
        "name IN ('mod-a') AND tag.`mlflow.prompt.is_prompt` != 'true'",
    ];

    /// <summary>Accepted by MLflow, which fails with a 500.</summary>
    private static readonly HashSet<string> RefusedHere = ["foo = 'x'"];

    /// <summary>Refused by both: MLflow knows no list for this field, here the value in it is no status.</summary>
    private static readonly HashSet<string> RefusedInOtherWords = ["status IN ('a')"];

    [CorpusFact]
    public async Task Recorded_searches_are_understood_or_refused_as_they_were()
    {
        var searches = await ReadAsync();

        var differences = searches.Select(Difference).OfType<string>().ToList();

        Assert.True(searches.Count > 150, $"Only {searches.Count} searches were read.");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string? Difference(RecordedSearch search)
    {
        var message = Refusal(search);
        if (search.Refusal is null || UnderstoodHere.Contains(search.Filter ?? ""))
        {
            var agrees = message is null || RefusedHere.Contains(search.Filter ?? "");
            return agrees ? null : $"{search}: refused: {message}";
        }

        var isSame = Normal(search.Refusal) == Normal(message ?? "accepted")
            || (message is not null && RefusedInOtherWords.Contains(search.Filter ?? ""));
        return isSame ? null : $"{search}: {message}";
    }

    private static string? Refusal(RecordedSearch search)
    {
        try
        {
            _ = search.Entity switch
            {
                "runs" => (RunSearchLanguage.ParseFilter(search.Filter), RunSearchLanguage.ParseOrder(search.OrderBy)),
                "experiments" => (
                    ExperimentSearchLanguage.ParseFilter(search.Filter),
                    ExperimentSearchLanguage.ParseOrder(search.OrderBy)),
                "registered-models" => (
                    RegisteredModelSearchLanguage.ParseFilter(search.Filter),
                    RegisteredModelSearchLanguage.ParseOrder(search.OrderBy)),
                "model-versions" => (
                    ModelVersionSearchLanguage.ParseFilter(search.Filter),
                    ModelVersionSearchLanguage.ParseOrder(search.OrderBy)),
                _ => (
                    LoggedModelSearchLanguage.ParseFilter(search.Filter),
                    LoggedModelSearchLanguage.ParseOrder(
                        [.. search.OrderBy.Select(field => new LoggedModelOrderItem(field))])),
            };
            return null;
        }
        catch (TrackingException e)
        {
            return e.Message;
        }
    }

    /// <summary>Python prints sets in any order.</summary>
    private static string Normal(string message) => SetPattern().Replace(
        message, match => string.Join(", ", match.Value.Trim('{', '}').Split(", ").Order(StringComparer.Ordinal)));

    private static async Task<List<RecordedSearch>> ReadAsync()
    {
        var searches = new List<RecordedSearch>();
        await foreach (var line in File.ReadLinesAsync(Corpus.PathOf("exchanges.jsonl")))
        {
            using var exchange = JsonDocument.Parse(line);
            if (RecordedSearch.Of(exchange.RootElement) is { } search)
            {
                searches.Add(search);
            }
        }

        return searches;
    }

    [GeneratedRegex(@"\{'[^}]*\}")]
    private static partial Regex SetPattern();
}
