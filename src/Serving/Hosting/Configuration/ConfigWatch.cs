using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Hosting.Configuration;

/// <summary>
/// Follows the configuration file by what it holds: a new text is taken when two looks in a row have found it, since
/// it may still be written, or at once when somebody asks. What is wrong is logged and counted, and changes nothing.
/// </summary>
internal sealed class ConfigWatch(
    FrozenServingOptions options,
    ConfiguredModels models,
    ModelResidency residency,
    ServingMeter meter,
    TimeProvider time,
    ILogger<ConfigWatch> logger)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(2);

    private readonly ChangeSignal _asked = new();
    private readonly RestartSettings? _atStart = options.Config?.Restart;
    private IReadOnlyList<string> _waiting = [];
    private string? _taken;
    private string? _suspect;
    private bool _isUnreadable;

    /// <summary>Serves what the file named when the options were made.</summary>
    /// <exception cref="ServingException">It cannot.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Config is { } config)
        {
            await models.ApplyAsync(config, cancellationToken);
            _taken = config.Text;
        }
    }

    /// <summary>Reads the file at once, whether it has changed or not.</summary>
    public void Ask() => _asked.Raise();

    /// <summary>Follows the file until the token fires; ends at once if there is none.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (options.Config is null)
        {
            return;
        }

        var asked = _asked.Next;
        while (true)
        {
            var isAsked = await WaitAsync(asked, stop);
            asked = isAsked ? _asked.Next : asked;
            try
            {
                await LookAsync(isAsked, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                // The next look may go better; without it no edit would ever be taken again.
                logger.LogError(error, "The configuration could not be looked at; what is served goes on.");
            }
        }
    }

    /// <summary>Looks at the file once.</summary>
    public async Task LookAsync(bool isAsked, CancellationToken cancellationToken)
    {
        var path = options.Config!.Path;
        string text;
        try
        {
            text = await ConfigText.ReadAsync(path, cancellationToken);
        }
        catch (ServingException error)
        {
            Refuse(error, isNews: isAsked || !_isUnreadable);
            _isUnreadable = true;
            return;
        }

        _isUnreadable = false;
        if (!isAsked && (text == _taken || Interlocked.Exchange(ref _suspect, text) != text))
        {
            return;
        }

        _taken = text;
        try
        {
            await TakeAsync(ConfigText.Parse(text, path), cancellationToken);
        }
        catch (ServingException error)
        {
            Refuse(error, isNews: true);
        }
    }

    private async Task TakeAsync(ServingConfig config, CancellationToken cancellationToken)
    {
        await models.ApplyAsync(config, cancellationToken);
        await residency.FollowAsync(config, cancellationToken);
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
        _ => true,
    };

    private void Refuse(ServingException error, bool isNews)
    {
        if (isNews)
        {
            meter.Configured(succeeded: false);
            logger.LogError(
                "The configuration goes on as it was: {Problem} Another edit, or SIGHUP, tries again.", error.Message);
        }
    }

    /// <summary>Whether somebody asked before the interval was over.</summary>
    private async Task<bool> WaitAsync(Task asked, CancellationToken stop)
    {
        if (options.Lifecycle.PollInterval is not { } poll)
        {
            await asked.WaitAsync(stop);
            return true;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var interval = Task.Delay(poll < LongestInterval ? poll : LongestInterval, time, ends.Token);
        var first = await Task.WhenAny(asked, interval);
        stop.ThrowIfCancellationRequested();
        await ends.CancelAsync();
        return first == asked;
    }
}
