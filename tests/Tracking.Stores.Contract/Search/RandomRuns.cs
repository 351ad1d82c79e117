using System.Globalization;
using Tracking.Core;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.Search;

/// <summary>Small data sets and queries in which ties, gaps, NaN and common values are frequent.</summary>
internal sealed class RandomRuns(Random random)
{
    private static readonly string[] StatusNames = ["RUNNING", "FINISHED", "FAILED"];
    private static readonly double[] Numbers = [-1, 0, 0.5, 0.5, 2, double.NaN, double.MaxValue];
    private static readonly string[] Texts = ["", "a", "A", "ab", "b%", "10", "9", "x_y", "a*b", "[z]"];
    private static readonly string[] Patterns = ["%", "a%", "_", "%b", "A_", "%\\%", "a*b", "[z]", "x_y", ""];
    private static readonly string[] TextComparators = ["=", "!=", "LIKE", "ILIKE", "NOT LIKE", "NOT ILIKE"];
    private static readonly RunStatus[] Statuses = Enum.GetValues<RunStatus>();

    public async Task CreateRunAsync(IRunStore runs, long experimentId, int number, CancellationToken cancellationToken)
    {
        var id = random.Next(0, int.MaxValue).ToString("x8", CultureInfo.InvariantCulture) + $"{number:d24}";
        var run = new NewRun(id, experimentId, Pick(Texts), Pick(["one", "Two", "three"]), 1000 + random.Next(3), []);
        await runs.CreateAsync(run, cancellationToken);
        await runs.LogAsync(
            new RunBatch(
                id,
                Some(Metric),
                Some(i => new Param($"p{i}", Pick(Texts))),
                Some(i => new Tag($"t{i}", Pick(Texts)))),
            cancellationToken);
        if (random.Next(3) == 0)
        {
            Tag[] context = random.Next(2) == 0 ? [] : [new("mlflow.data.context", Pick(["train", "eval"]))];
            await runs.LogInputsAsync(
                id, [new(new Dataset(Pick(["d0", "d1"]), "x", "s", "s", null, null), context)], [], cancellationToken);
        }

        if (random.Next(2) == 0)
        {
            long? end = random.Next(2) == 0 ? 2000 + random.Next(2) : null;
            await runs.UpdateAsync(id, new RunChange(Pick(Statuses), end, null), cancellationToken);
        }

        if (random.Next(5) == 0)
        {
            await runs.DeleteAsync(id, cancellationToken);
        }
    }

    public string? Filter() => random.Next(4) == 0 ? null : Condition(3);

    /// <summary>Different fields, so that none is there twice.</summary>
    public string[] OrderBy()
    {
        string[] fields =
        [
            "metrics.m0", "metrics.m1", "params.p0", "tags.t0", "start_time", "end_time", "status", "run_name",
            "user_id", "run_id", "metrics.nobody", "tags.nobody",
        ];
        random.Shuffle(fields);
        return [.. fields.Take(random.Next(4)).Select(field => field + Pick(["", " ASC", " DESC"]))];
    }

    private string Condition(int depth) => (depth == 0 ? 0 : random.Next(6)) switch
    {
        3 => $"{Condition(depth - 1)} AND {Condition(depth - 1)}",
        4 => $"({Condition(depth - 1)} OR {Condition(depth - 1)})",
        5 => $"NOT ({Condition(depth - 1)})",
        _ => Comparison(),
    };

    private string Comparison()
    {
        var number = Pick(["metrics.m0", "metrics.m1", "metrics.nobody", "start_time", "end_time"]);
        var text = Pick(
            ["params.p0", "params.p1", "tags.t0", "tags.nobody", "status", "user_id", "run_name", "dataset.name",
                "dataset.context"]);
        var value = Pick(["-1", "0", "0.5", "1001", "2", "1e300"]);
        return random.Next(6) switch
        {
            0 or 1 => $"{number} {Pick(["=", "!=", ">", ">=", "<", "<="])} {value}",
            2 => $"{number} {Pick(["", "NOT "])}BETWEEN 0 AND {value}",
            3 => $"{Pick([number, text])} IS {Pick(["", "NOT "])}NULL",
            4 when text == "status" => $"status {Pick(["", "NOT "])}IN ('RUNNING', '{Pick(StatusNames)}')",
            4 => $"{text} {Pick(["", "NOT "])}IN ('{Pick(Texts)}', 'RUNNING', 'one', '{Pick(Texts)}')",
            _ => $"{text} {Pick(TextComparators)} '{Pick([.. Texts, .. Patterns])}'",
        };
    }

    private LoggedMetric Metric(int index) => new($"m{index}", new MetricPoint(0, 1, Pick(Numbers)));

    private List<T> Some<T>(Func<int, T> create) =>
        [.. Enumerable.Range(0, 2).Where(_ => random.Next(3) > 0).Select(create)];

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
