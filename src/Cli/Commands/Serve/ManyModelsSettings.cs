using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tracking.Serving;
using Tracking.Serving.Batching;
using Tracking.Serving.Repository;

namespace Tracking.Cli.Commands.Serve;

/// <summary>Options of <c>tracking serve</c> about many models, their lives, and how requests are joined.</summary>
internal sealed class ManyModelsSettings
{
    private const int MostTime = 1_000_000_000;

    private readonly Option<string[]> _repositories = new("--model-repository")
    {
        Description = "Folder of models, NAME/ or NAME/VERSION/, that may come and go. Repeat it for more.",
    };

    private readonly Option<string> _versions = new("--version-policy")
    {
        Description = "Versions of each model in a repository: latest, latest:2, all, or 1,3.",
        DefaultValueFactory = _ => "latest",
    };

    private readonly Option<string[]> _aliases = new("--registry-alias")
    {
        Description = "Serve every registered model that carries this alias. Repeat it for more.",
    };

    private readonly Option<double?> _poll = new("--poll-seconds")
    {
        Description = "How often to look for moved aliases, changed files and new models; 0 for never. [default: 10]",
    };

    private readonly Option<bool> _lazy = new("--lazy") { Description = "Load each model with its first request." };

    private readonly Option<string[]> _pinned = new("--pin")
    {
        Description = "Name of a model that stays loaded whatever the budget. Repeat it for more.",
    };

    private readonly Option<long?> _budget = new("--memory-budget-mb")
    {
        Description = "Most megabytes of model files loaded at a time; the longest unused go.",
    };

    private readonly Option<double?> _idle = new("--unload-after-idle-seconds")
    {
        Description = "Unload a model that nobody asked for so long; its next request loads it.",
    };

    private readonly Option<string> _batching = new("--batching")
    {
        Description = "Join requests: adaptive, fixed or off.",
        DefaultValueFactory = _ => "adaptive",
    };

    private readonly Option<double?> _latencyTarget = new("--latency-target-ms")
    {
        Description = "What 99 % of the requests should stay under; bounds batches and waits. [default: 100]",
    };

    private readonly Option<int?> _maxBatch = new("--max-batch")
    {
        Description = "Most rows in one run of a model. [default: 64]",
    };

    private readonly Option<double?> _maxDelay = new("--max-batch-delay-ms")
    {
        Description = "Longest wait for company while the model is free. [default: 5]",
    };

    private readonly Option<int?> _maxQueue = new("--max-queue")
    {
        Description = "Most requests that wait for one model; more get 503 with Retry-After. [default: 1000]",
    };

    public ManyModelsSettings()
    {
        _batching.AcceptOnlyFromAmong("adaptive", "fixed", "off");
        foreach (var option in new[] { _poll, _idle, _latencyTarget, _maxDelay })
        {
            option.Validators.Add(CheckTime);
        }

        _repositories.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Directory.Exists(token.Value)))
            {
                result.AddError($"--model-repository is '{token.Value}', expected a folder of models.");
            }
        });
        _versions.Validators.Add(result =>
        {
            try
            {
                VersionPolicy.Parse(result.GetValueOrDefault<string>());
            }
            catch (FormatException error)
            {
                result.AddError(error.Message);
            }
        });
    }

    private IEnumerable<Option> All =>
    [
        _repositories, _versions, _aliases, _poll, _lazy, _pinned, _budget, _idle, _batching, _latencyTarget, _maxBatch,
        _maxDelay, _maxQueue,
    ];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (!result.Children.OfType<CommandResult>().Any()
                && result.GetValue<string[]>("--model-uri") is not { Length: > 0 }
                && result.GetValue(_repositories) is not { Length: > 0 }
                && result.GetValue(_aliases) is not { Length: > 0 }
                && string.IsNullOrEmpty(result.GetValue<string>("--config"))
                && !ServingOptions.MayBeginEmpty)
            {
                result.AddError(
                    "Option '--model-uri' is required, or --config, --model-repository, or --registry-alias.");
            }
        });
    }

    /// <summary>Puts what was given into the options; models that were added before get what applies to them.</summary>
    public void Apply(ParseResult parsed, ServingOptions options, RegistryModelSource registry)
    {
        var pinned = parsed.GetValue(_pinned) ?? [];
        ServedModel Adjust(ServedModel model) => model with
        {
            LoadsOnDemand = parsed.GetValue(_lazy),
            IsPinned = pinned.Contains(model.ExpectedName),
        };
        for (var i = 0; i < options.Models.Count; i++)
        {
            options.Models[i] = Adjust(options.Models[i]);
        }

        var policy = VersionPolicy.Parse(parsed.GetValue(_versions)!);
        foreach (var root in parsed.GetValue(_repositories) ?? [])
        {
            options.ModelSets.Add(new AdjustedModelSet(new FolderModelSet(root, policy), Adjust));
        }

        foreach (var alias in parsed.GetValue(_aliases) ?? [])
        {
            options.ModelSets.Add(new AdjustedModelSet(new RegistryAliasSet(registry, alias), Adjust));
        }

        if (parsed.GetValue(_poll) is { } poll)
        {
            options.PollInterval = poll == 0 ? null : TimeSpan.FromSeconds(poll);
        }

        options.MemoryBudgetBytes = parsed.GetValue(_budget) * 1024 * 1024 ?? options.MemoryBudgetBytes;
        options.UnloadAfterIdle = parsed.GetValue(_idle) is { } idle
            ? TimeSpan.FromSeconds(idle)
            : options.UnloadAfterIdle;
        options.Batching = Batching(parsed, options.Batching);
    }

    private BatchingOptions Batching(ParseResult parsed, BatchingOptions defaults)
    {
        return defaults with
        {
            Mode = parsed.States(_batching)
                ? Enum.Parse<BatchingMode>(parsed.GetValue(_batching)!, ignoreCase: true)
                : defaults.Mode,
            LatencyTarget = Milliseconds(parsed.GetValue(_latencyTarget)) ?? defaults.LatencyTarget,
            MaxRows = parsed.GetValue(_maxBatch) ?? defaults.MaxRows,
            MaxDelay = Milliseconds(parsed.GetValue(_maxDelay)) ?? defaults.MaxDelay,
            MaxQueuedRequests = parsed.GetValue(_maxQueue) ?? defaults.MaxQueuedRequests,
        };
    }

    // What a time span cannot hold must not get as far as one; the options know closer bounds.
    private static void CheckTime(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => double.TryParse(
            token.Value, CultureInfo.InvariantCulture, out var number) && number is not (>= 0 and <= MostTime)))
        {
            result.AddError($"{result.Option.Name} is '{token.Value}', expected a number from 0 to {MostTime}.");
        }
    }

    private static TimeSpan? Milliseconds(double? value) =>
        value is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private sealed class AdjustedModelSet(IServedModelSet inner, Func<ServedModel, ServedModel> adjust)
        : IServedModelSet
    {
        public string Name => inner.Name;

        public async Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken) =>
            [.. (await inner.ListAsync(cancellationToken)).Select(adjust)];
    }
}
