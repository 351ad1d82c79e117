using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>The recorded exchanges, sent once to a fresh server by the corpus's own replay script.</summary>
public sealed partial class TrackingReplay
{
    private readonly Lazy<Task<ILookup<string, Exchange>>> _exchanges = new(ReplayAsync);

    /// <summary>What became of each exchange, by the label of its scenario.</summary>
    internal Task<ILookup<string, Exchange>> ExchangesAsync() => _exchanges.Value;

    private static async Task<ILookup<string, Exchange>> ReplayAsync()
    {
        using var folder = new TempFolder();
        var results = folder["results.jsonl"];
        await using (var server = await RunningTrackingServer.StartAsync())
        {
            await RunScriptAsync(server.Address, results);
        }

        var lines = await File.ReadAllLinesAsync(results);
        return lines.Select(ExchangeOf).ToLookup(exchange => exchange.Label);
    }

    private static async Task RunScriptAsync(Uri server, string results)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
            { Corpus.PathOf("replay.py"), server.AbsoluteUri, "--verbose", "0", "--json", results })
        {
            start.ArgumentList.Add(argument);
        }

        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync();
        var errors = script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.True(script.ExitCode is 0 or 1, await errors + await output);
    }

    private static Exchange ExchangeOf(string line)
    {
        var result = JsonSerializer.Deserialize<JsonElement>(line);
        var problems = result.GetProperty("problems").EnumerateArray().Select(p => p.GetString()!).ToList();
        var isBetter = problems is [var problem] && BetterThanServerError().IsMatch(problem);
        return new Exchange(
            result.GetProperty("seq").GetInt32(),
            result.GetProperty("label").GetString()!,
            problems.Count == 0 || isBetter,
            result.GetProperty("message_differs").GetBoolean(),
            $"#{result.GetProperty("seq")} {result.GetProperty("method")} {result.GetProperty("path")}: " +
            string.Join("; ", problems));
    }

    /// <summary>Where MLflow failed with a 5xx of its own, a clear refusal or an answer is welcome.</summary>
    [GeneratedRegex("^status [234][0-9]{2}, want 5[0-9]{2}$")]
    private static partial Regex BetterThanServerError();

    internal sealed record Exchange(int Number, string Label, bool Agrees, bool WordingDiffers, string Description);
}

/// <summary>A theory that needs the corpus and Python for its replay script.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReplayTheoryAttribute : TheoryAttribute
{
    public ReplayTheoryAttribute() => Skip =
        Requirements.Unless(Corpus.Folder is not null, $"{Corpus.Variable} names no folder of recorded exchanges")
        ?? Requirements.Unless(Requirements.HasProgram("python3"), "'python3' is not on the PATH");
}
