using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting.Configuration;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>
/// Follows the files with API keys. All keys change at once; what is wrong is logged and leaves the keys as they are.
/// </summary>
internal sealed class KeysWatch
{
    // No text file holds it.
    private const char BetweenFiles = '\0';

    private readonly AccessRules _rules;
    private readonly ILogger<KeysWatch> _logger;
    private readonly Looks _looks;
    private readonly FollowedText _text;
    private readonly string[] _paths;

    public KeysWatch(AccessRules rules, FrozenServingOptions options, TimeProvider time, ILogger<KeysWatch> logger)
    {
        (_rules, _logger) = (rules, logger);
        _looks = new Looks(options.Lifecycle.PollInterval, time);
        _text = new FollowedText(ReadAsync, taken: null);
        _paths = [.. rules.Access.Files.Select(file => file.Path)];
    }

    /// <summary>Whether there are any.</summary>
    public bool HasFiles => _paths.Length > 0;

    /// <summary>Reads the files at once, whether they have changed or not.</summary>
    public void Ask() => _looks.Ask();

    /// <summary>Follows the files until the token fires; ends at once if there are none.</summary>
    public Task RunAsync(CancellationToken stop) =>
        HasFiles ? _looks.RunAsync(LookAsync, Failed, stop) : Task.CompletedTask;

    /// <summary>Looks at the files once.</summary>
    public Task LookAsync(bool isAsked, CancellationToken cancellationToken) =>
        _text.LookAsync(isAsked, TakeAsync, Refuse, cancellationToken);

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>(_paths.Length);
        foreach (var path in _paths)
        {
            texts.Add(await KeysFile.TextOfAsync(path, cancellationToken));
        }

        return string.Join(BetweenFiles, texts);
    }

    private Task TakeAsync(string text)
    {
        var before = _rules.Access;
        KeysFile[] files = [.. _paths.Zip(text.Split(BetweenFiles), KeysFile.Parse)];
        var next = before.WithFiles(files);
        if (next.Problems().FirstOrDefault() is { } problem)
        {
            throw Unusable($"{problem}.");
        }

        if (before.HasKeys && !next.HasKeys)
        {
            throw Unusable("no key is left, and everybody could call.");
        }

        if (files.Zip(before.Files).Any(pair => !pair.First.HasSameKeys(pair.Second)))
        {
            _rules.Replace(next);
            _logger.LogInformation(
                "The API keys of {Paths} were taken over: {Predict} to predict, {Admin} for admins.",
                string.Join(", ", _paths),
                files.Sum(file => file.Predict.Count),
                files.Sum(file => file.Admin.Count));
        }

        return Task.CompletedTask;
    }

    private ServingException Unusable(string problem) =>
        new(ServingError.HostUnusable, $"{string.Join(", ", _paths)}: {problem}");

    private void Refuse(ServingException error) => _logger.LogError(
        "The API keys go on as they were: {Problem} Another edit, or SIGHUP, tries again.", error.Message);

    private void Failed(Exception error) =>
        _logger.LogError(error, "The files with API keys could not be looked at; the keys go on as they were.");
}
