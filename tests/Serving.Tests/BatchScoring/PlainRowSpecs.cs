using System.Globalization;
using Xunit;

namespace Tracking.Serving.Tests.BatchScoring;

/// <summary>Rows without a quote are read in one pass; what they give is what the careful way gives.</summary>
public sealed class PlainRowSpecs
{
    private const int Rows = 400;

    [Fact]
    public async Task Rows_give_the_same_with_and_without_quotes_the_bad_ones_among_them()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, Rows).Select(_ => RandomRow(random)).ToList();

        var plain = await ScoreAsync(rows, field => field);
        var quoted = await ScoreAsync(rows, field => field.Length == 0 ? "" : $"\"{field}\"");

        Assert.InRange(plain.Reasons.Count, 20, Rows - 20);
        Assert.Equal(plain.Output, quoted.Output);
        Assert.Equal(plain.Reasons, quoted.Reasons);
    }

    private static string[] RandomRow(Random random) => random.Next(20) switch
    {
        0 => [RandomNumber(random)],
        1 => [RandomNumber(random), "1", "2"],
        2 => ["wörd", "1"],
        3 => [RandomNumber(random), "1.5"],
        4 => ["", "3"],
        5 => ["1", ""],
        6 => [" inf ", " 7 "],
        _ => [RandomNumber(random), random.Next(-99, 99).ToString(CultureInfo.InvariantCulture)],
    };

    private static string RandomNumber(Random random) => random.Next(4) switch
    {
        0 => "-0",
        1 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        2 => random.NextDouble().ToString("E5", CultureInfo.InvariantCulture),
        _ => (random.NextDouble() * 8).ToString("F2", CultureInfo.InvariantCulture),
    };

    private static async Task<(string Output, List<string> Reasons)> ScoreAsync(
        List<string[]> rows, Func<string, string> write)
    {
        using var rig = await BatchRig.EchoAsync();
        var lines = rows.Select(row => string.Join(',', row.Select(write)));
        await rig.RunAsync(rig.Job($"a,b\n{string.Join('\n', lines)}\n"));
        return (
            await File.ReadAllTextAsync(rig.Output),
            [.. rig.RejectedRows().Select(row => $"{row["row"]}: {row["reason"]}")]);
    }
}
