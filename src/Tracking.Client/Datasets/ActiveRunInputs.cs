using Tracking.Client.Runs;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Datasets;

/// <summary>What a run read.</summary>
public static class ActiveRunInputs
{
    private const string ContextTag = "mlflow.data.context";

    /// <summary>Records that a run used a dataset.</summary>
    /// <param name="run">The run.</param>
    /// <param name="dataset">What it was.</param>
    /// <param name="context">What for, such as <c>train</c> or <c>eval</c>; none by default.</param>
    /// <param name="tags">Further tags of this use; none by default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task LogInputAsync(
        this ActiveRun run,
        LoggedDataset dataset,
        string? context = null,
        IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(dataset);
        var all = new List<InputTag>();
        if (context is not null)
            all.Add(new InputTag { Key = ContextTag, Value = context });
        all.AddRange((tags ?? new Dictionary<string, string>())
            .Select(tag => new InputTag { Key = tag.Key, Value = tag.Value }));
        var input = new DatasetInput
        {
            Tags = all,
            Dataset = new Dataset
            {
                Name = dataset.Name,
                Digest = dataset.Digest,
                SourceType = dataset.SourceType,
                Source = dataset.Source,
                Schema = dataset.Schema,
                Profile = dataset.Profile,
            },
        };
        return run.LogInputsAsync([input], [], cancellationToken);
    }

    /// <summary>Records that a run used a logged model, such as the one that it went on to train.</summary>
    /// <param name="run">The run.</param>
    /// <param name="modelId">The model, <c>m-…</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task LogInputModelAsync(
        this ActiveRun run, string modelId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.LogInputsAsync([], [new ModelInput { ModelId = modelId }], cancellationToken);
    }
}
