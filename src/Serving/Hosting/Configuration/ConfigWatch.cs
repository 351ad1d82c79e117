using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>Follows the configuration file. What is wrong is logged and counted, and changes nothing.</summary>
internal sealed class ConfigWatch(
    FrozenServingOptions options,
    ConfiguredModels models,
    LiveSettings live,
    ServingMeter meter,
    TimeProvider time,
    ILogger<ConfigWatch> logger)
{
    private readonly Looks _looks = new(options.Lifecycle.PollInterval, time);
    private readonly RestartSettings? _atStart = options.Config?.Restart;
    private readonly FollowedText? _text = options.Config is { } config
        ? new(token => ConfigText.ReadAsync(config.Path, token), config.Text)
        : null;

    private IReadOnlyList<string> _waiting = [];

    /// <summary>Serves what the file named when the options were made.</summary>
    /// <exception cref="ServingException">It cannot.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => options.Config is { } config
        ? models.ApplyAsync(config, live.Batching.Current, cancellationToken)
        : Task.CompletedTask;

    /// <summary>Reads the file at once, whether it has changed or not.</summary>
    public void Ask() => _looks.Ask();

    /// <summary>Follows the file until the token fires; ends at once if there is none.</summary>
    public Task RunAsync(CancellationToken stop) => _text is null
        ? Task.CompletedTask
        : _looks.RunAsync(LookAsync, Failed, stop);

    /// <summary>Looks at the file once.</summary>
    public Task LookAsync(bool isAsked, CancellationToken cancellationToken) => _text!.LookAsync(
        isAsked, text => TakeAsync(text, cancellationToken), Refuse, cancellationToken);

    private async Task TakeAsync(string text, CancellationToken cancellationToken)
    {
        var config = ConfigText.Parse(text, options.Config!.Path);
        var named = await live.Keys.ReadAsync(config, cancellationToken);
        var next = live.Batching.Under(config);
        await models.ApplyAsync(config, next, cancellationToken);
        await live.Batching.FollowAsync(next, cancellationToken);
        if (named is not null)
        {
            await live.Keys.FollowAsync(named, CancellationToken.None);
        }

        meter.Configured(succeeded: true);
        logger.LogInformation("The configuration {Path} was taken over.", config.Path);
        var waiting = config.Restart.DifferingFrom(_atStart!).Where(NeedsRestart).ToList();
        if (waiting.Count > 0 && !waiting.SequenceEqual(_waiting))
        {
            logger.LogWarning(
                "{Path}: what it says of {Keys} holds after a restart.", config.Path, string.Join(", ", waiting));
        }

        _waiting = waiting;
    }

    private bool NeedsRestart(string key) => key switch
    {
        HostSections.MemoryBudgetKey => !options.FollowsMemoryBudget,
        HostSections.IdleKey => !options.FollowsIdleLimit,
        HostSections.KeysFileKey => !options.FollowsKeysFile,
        _ => !options.FollowedBatching.Follows(key),
    };

    private void Refuse(ServingException error)
    {
        meter.Configured(succeeded: false);
        logger.LogError(
            "The configuration goes on as it was: {Problem} Another edit, or SIGHUP, tries again.", error.Message);
    }

    private void Failed(Exception error) =>
        logger.LogError(error, "The configuration could not be looked at; what is served goes on.");
}
