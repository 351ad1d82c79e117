using System.Globalization;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting;

/// <summary>Checked options. Immutable.</summary>
internal sealed record FrozenServingOptions(
    IReadOnlyList<ServedModel> Models, int MaxBodyBytes, TimeSpan RequestTimeout, TimeSpan DrainTimeout)
{
    /// <summary>For models that state none of their own.</summary>
    public BatchingOptions Batching { get; init; } = new();

    /// <summary>The same where the file may change it while the host runs.</summary>
    public FollowedBatching FollowedBatching { get; init; } = new(new(), new(), new());

    /// <summary>Models that come and go.</summary>
    public IReadOnlyList<IServedModelSet> ModelSets { get; init; } = [];

    public LifecycleLimits Lifecycle { get; init; } = new(null, null, null, 1);

    /// <summary>The file that is followed; null for none.</summary>
    public ServingConfig? Config { get; init; }

    /// <summary>Whether the memory budget is what the file says, and not what was set after it.</summary>
    public bool FollowsMemoryBudget => Config?.Residency.MemoryBudgetBytes == Lifecycle.MemoryBudgetBytes;

    /// <summary>The same for the time without a request.</summary>
    public bool FollowsIdleLimit => Config?.Residency.UnloadAfterIdle == Lifecycle.UnloadAfterIdle;

    /// <summary>Whether the file with API keys is what the file names, and not what was set after it.</summary>
    public bool FollowsKeysFile { get; init; }

    /// <summary>Whether callers may add models, as SageMaker does, so that the host begins without.</summary>
    public bool MayBeginEmpty { get; init; }

    private const string TimeoutVariable = "MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT";
    private const int MostBodyBytes = 2_000_000_000;

    /// <summary>Checks everything and names every problem at once.</summary>
    /// <exception cref="ServingException"><see cref="ServingError.HostUnusable"/>.</exception>
    public static FrozenServingOptions From(ServingOptions options)
    {
        var problems = new List<string>();
        var timeout = TimeoutOf(options, problems);
        var mayBeginEmpty = ServingOptions.MayBeginEmpty || options.Config is not null;
        if (options.Models.Count == 0 && options.ModelSets.Count == 0 && !mayBeginEmpty)
        {
            problems.Add("Models is empty, expected at least one");
        }

        if (options.Port is < 0 or > 65535)
        {
            problems.Add($"Port is {options.Port}, expected 0 to 65535");
        }

        if (options.GrpcPort is < 0 or > 65535)
        {
            problems.Add($"GrpcPort is {options.GrpcPort}, expected 0 to 65535");
        }

        if (options.GrpcPort > 0 && options.GrpcPort == options.Port)
        {
            problems.Add($"GrpcPort is {options.GrpcPort}, the same as Port, which speaks gRPC already");
        }

        if (options.MaxBodyBytes is < 1 or > MostBodyBytes)
        {
            problems.Add($"MaxBodyBytes is {options.MaxBodyBytes}, expected 1 to {MostBodyBytes}");
        }

        var lifecycle = new LifecycleLimits(
            options.PollInterval, options.MemoryBudgetBytes, options.UnloadAfterIdle, options.MaxParkedRequests);
        problems.AddRange(lifecycle.Problems());
        problems.AddRange(options.Batching.Problems().Select(problem => "Batching." + problem));
        AddDrain(nameof(options.DrainTimeout), options.DrainTimeout, problems);
        AddDrain(nameof(options.DrainDelay), options.DrainDelay, problems);
        problems.AddRange(options.Limits.Problems());
        problems.AddRange(options.Access.Problems());
        if (problems.Count > 0)
        {
            throw new ServingException(
                ServingError.HostUnusable, $"The serving options make no sense: {string.Join("; ", problems)}.");
        }

        return new([.. options.Models], (int)options.MaxBodyBytes, timeout, options.DrainTimeout)
        {
            Batching = options.Batching,
            FollowedBatching = new(
                options.BatchingBeforeConfig ?? options.Batching,
                options.BatchingOfConfig ?? options.Batching,
                options.Batching),
            ModelSets = [.. options.ModelSets],
            Lifecycle = lifecycle,
            Config = options.Config,
            FollowsKeysFile = options.Config is { } config && (config.KeysFile is null
                ? options.Access.Files.Count == 0
                : options.Access.Files.Any(file => file.Path == config.KeysFile)),
            MayBeginEmpty = ServingOptions.MayBeginEmpty,
        };
    }

    private static void AddDrain(string name, TimeSpan time, List<string> problems)
    {
        if (time < TimeSpan.Zero || time > TimeSpan.FromHours(1))
        {
            problems.Add($"{name} is {time}, expected 0 to 1 hour");
        }
    }

    private static TimeSpan TimeoutOf(ServingOptions options, List<string> problems)
    {
        var text = Environment.GetEnvironmentVariable(TimeoutVariable);
        var timeout = options.RequestTimeout ?? TimeSpan.FromSeconds(60);
        if (options.RequestTimeout is null && !string.IsNullOrEmpty(text))
        {
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
            if (!isNumber || !(seconds > 0 && seconds <= TimeSpan.FromDays(1).TotalSeconds))
            {
                problems.Add($"{TimeoutVariable} is '{text}', expected seconds above 0 and at most 86400");
                return timeout;
            }

            return TimeSpan.FromSeconds(seconds);
        }

        if (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(1))
        {
            problems.Add($"RequestTimeout is {timeout}, expected above 0 and at most 1 day");
        }

        return timeout;
    }
}
