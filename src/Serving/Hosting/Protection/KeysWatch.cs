using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>
/// Follows the files with API keys, and which one the configuration names. All keys change at once; what is wrong is
/// logged and leaves the keys as they are. Safe for concurrent calls.
/// </summary>
internal sealed class KeysWatch : IDisposable
{
    // No text file holds it.
    private const char BetweenFiles = '\0';

    private readonly AccessRules _rules;
    private readonly ILogger<KeysWatch> _logger;
    private readonly Looks _looks;
    private readonly FollowedText _text;
    private readonly bool _followsConfig;

    // Which files there are must not change between the reading of them and the taking.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _ofConfig;

    public KeysWatch(AccessRules rules, FrozenServingOptions options, TimeProvider time, ILogger<KeysWatch> logger)
    {
        (_rules, _logger) = (rules, logger);
        _looks = new Looks(options.Lifecycle.PollInterval, time);
        _text = new FollowedText(ReadAsync, taken: null);
        (_followsConfig, _ofConfig) = (options.FollowsKeysFile, options.Config?.KeysFile);
    }

    /// <summary>Reads the files at once, whether they have changed or not.</summary>
    public void Ask() => _looks.Ask();

    /// <summary>Follows the files until the token fires; ends at once if there are none and none can come.</summary>
    public Task RunAsync(CancellationToken stop) => _followsConfig || _rules.Access.Files.Count > 0
        ? _looks.RunAsync(LookAsync, Failed, stop)
        : Task.CompletedTask;

    /// <summary>Looks at the files once.</summary>
    public async Task LookAsync(bool isAsked, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _text.LookAsync(isAsked, TakeAsync, Refuse, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The file that a configuration names in place of the one before it; null where it is the same.</summary>
    /// <exception cref="ServingException">It cannot be read, a key is unfit, or none would be left.</exception>
    public async Task<NamedKeys?> ReadAsync(ServingConfig config, CancellationToken cancellationToken)
    {
        if (!_followsConfig || config.KeysFile == _ofConfig)
        {
            return null;
        }

        var named = new NamedKeys(config.KeysFile is { } path
            ? KeysFile.Parse(path, await KeysFile.TextOfAsync(path, cancellationToken))
            : null);
        Check(With(named));
        return named;
    }

    /// <summary>Puts it in place of the one before it.</summary>
    public async Task FollowAsync(NamedKeys named, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var next = With(named);
            Check(next);
            _ofConfig = named.File?.Path;
            Take(next);
        }
        catch (ServingException error)
        {
            Refuse(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var file in _rules.Access.Files)
        {
            texts.Add(await KeysFile.TextOfAsync(file.Path, cancellationToken));
        }

        return string.Join(BetweenFiles, texts);
    }

    private Task TakeAsync(string text)
    {
        var before = _rules.Access;
        KeysFile[] files =
            [.. before.Files.Zip(text.Split(BetweenFiles), (file, part) => KeysFile.Parse(file.Path, part))];
        var next = before.WithFiles(files);
        Check(next);
        if (files.Zip(before.Files).Any(pair => !pair.First.HasSameKeys(pair.Second)))
        {
            Take(next);
        }

        return Task.CompletedTask;
    }

    private ServingAccess With(NamedKeys named)
    {
        var access = _rules.Access;
        var others = access.Files.Where(file => file.Path != _ofConfig);
        return access.WithFiles([.. others, .. named.File is { } file ? [file] : Array.Empty<KeysFile>()]);
    }

    private void Check(ServingAccess next)
    {
        if (next.Problems().FirstOrDefault() is { } problem)
        {
            throw Unusable(next, $"{problem}.");
        }

        if (_rules.Access.HasKeys && !next.HasKeys)
        {
            throw Unusable(next, "no key is left, and everybody could call.");
        }
    }

    private void Take(ServingAccess next)
    {
        _rules.Replace(next);
        _logger.LogInformation(
            "The API keys of {Paths} were taken over: {Predict} to predict, {Admin} for admins.",
            PathsOf(next),
            next.Files.Sum(file => file.Predict.Count),
            next.Files.Sum(file => file.Admin.Count));
    }

    private static ServingException Unusable(ServingAccess next, string problem) =>
        new(ServingError.HostUnusable, $"{PathsOf(next)}: {problem}");

    private static string PathsOf(ServingAccess access) => access.Files.Count > 0
        ? string.Join(", ", access.Files.Select(file => file.Path))
        : HostSections.KeysFileKey;

    private void Refuse(ServingException error) => _logger.LogError(
        "The API keys go on as they were: {Problem} Another edit, or SIGHUP, tries again.", error.Message);

    private void Failed(Exception error) =>
        _logger.LogError(error, "The files with API keys could not be looked at; the keys go on as they were.");
}

/// <summary>The file with API keys that a configuration names.</summary>
/// <param name="File">As it was read; null where it names none.</param>
internal sealed record NamedKeys(KeysFile? File);
