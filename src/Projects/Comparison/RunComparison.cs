using Tracking.Client;

namespace Tracking.Projects.Comparison;

/// <summary>Tells what differs between two runs, from what they recorded. Safe for concurrent use.</summary>
/// <param name="client">The server that keeps them; not disposed.</param>
public sealed class RunComparison(TrackingClient client)
{
    /// <summary>Compares two runs; those that are not of projects by what they have.</summary>
    /// <param name="first">The id of the one.</param>
    /// <param name="second">The id of the other.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="TrackingClientException">A run is not there.</exception>
    public async Task<RunDifferences> CompareAsync(
        string first, string second, CancellationToken cancellationToken = default)
    {
        using var one = await RunFacts.ReadAsync(client, first, cancellationToken);
        using var other = await RunFacts.ReadAsync(client, second, cancellationToken);
        var files = await ChangedFiles.BetweenAsync(one, other, cancellationToken);
        return new RunDifferences(
            first,
            second,
            [
                new("code", [.. Between(one.Code, other.Code), .. files]),
                Section("data", one.Data, other.Data),
                Section("params", one.Params, other.Params),
                Section("environment", one.Environment, other.Environment),
                Section("results", one.Results, other.Results),
                Section("tags", one.Tags, other.Tags),
            ]);
    }

    /// <summary>Values that are not the same, or only in one of both, by key.</summary>
    internal static IReadOnlyList<Difference> Between(
        IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
    [
        .. first.Keys.Union(second.Keys).Order(StringComparer.Ordinal)
            .Select(key => new Difference(key, first.GetValueOrDefault(key), second.GetValueOrDefault(key)))
            .Where(difference => difference.First != difference.Second),
    ];

    private static DifferenceSection Section(
        string name, IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        new(name, Between(first, second));
}
