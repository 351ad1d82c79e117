using System.Text.Json;
using Tracking.Client;
using Tracking.Contracts.Runs;

namespace Tracking.Projects.Pipelines.Reuse;

/// <summary>The earlier runs of a workflow's steps that ended well, fetched before anything is decided.</summary>
internal sealed class StepHistory
{
    /// <summary>Outputs of a step with their digests; a run without it did not come to its end.</summary>
    public const string OutputsTag = "tracking.step.outputs";

    /// <summary>Finds all runs of a workflow, whatever characters its name has.</summary>
    public const string WorkflowTag = "tracking.workflow.id";

    private const int FetchedMax = 5_000;

    private readonly TrackingClient _client;
    private readonly string _experimentId;
    private readonly Dictionary<string, Run> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Run>> _byStep = new(StringComparer.Ordinal);
    private bool _hasMore;

    private StepHistory(TrackingClient client, string experimentId)
    {
        _client = client;
        _experimentId = experimentId;
    }

    /// <summary>The newest runs, at most 5,000; older ones are asked for one by one when it comes to them.</summary>
    public static async Task<StepHistory> FetchAsync(
        TrackingClient client, string experimentId, string workflowId, CancellationToken cancellationToken)
    {
        var history = new StepHistory(client, experimentId);
        var fetched = 0;
        await foreach (var run in history.SearchAsync($"tags.`{WorkflowTag}` = '{workflowId}'", cancellationToken))
        {
            if (fetched++ == FetchedMax)
            {
                history._hasMore = true;
                break;
            }

            history.Add(run);
        }

        return history;
    }

    /// <summary>The newest run with that key; null when there is none.</summary>
    public async Task<Run?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_byKey.GetValueOrDefault(key) is not null || !_hasMore)
        {
            return _byKey.GetValueOrDefault(key);
        }

        await foreach (var run in SearchAsync($"tags.`{StepIngredients.KeyTag}` = '{key}'", cancellationToken))
        {
            if (OutputsOf(run) is not null)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Run> RunsOf(string step) => _byStep.GetValueOrDefault(step, []);

    /// <summary>Digests by artifact; null for a run that did not come to its end.</summary>
    public static IReadOnlyDictionary<string, string>? OutputsOf(Run run)
    {
        try
        {
            return TagOf(run, OutputsTag) is { } text
                ? JsonSerializer.Deserialize(text, StepTagsJson.Default.DictionaryStringString)
                : null;
        }
        catch (JsonException)
        {
            // Changed by hand: such a run is not trusted.
            return null;
        }
    }

    private static string? TagOf(Run run, string key) =>
        run.Data?.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    private IAsyncEnumerable<Run> SearchAsync(string filter, CancellationToken cancellationToken) =>
        _client.Runs.SearchAsync(
            [_experimentId], $"{filter} AND attributes.status = 'FINISHED'", cancellationToken: cancellationToken);

    private void Add(Run run)
    {
        if (TagOf(run, StepIngredients.KeyTag) is not { } key || TagOf(run, StepIngredients.StepTag) is not { } step
            || OutputsOf(run) is null)
        {
            return;
        }

        _byKey.TryAdd(key, run);
        if (!_byStep.TryGetValue(step, out var runs))
        {
            _byStep.Add(step, runs = []);
        }

        runs.Add(run);
    }
}
