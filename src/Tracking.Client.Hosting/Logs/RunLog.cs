using System.Globalization;
using Tracking.Client.Internal.Diagnostics;
using Tracking.Client.Runs;

namespace Tracking.Client.Hosting.Logs;

/// <summary>The log of one run in this process: uploads its parts, the growing one anew each time.</summary>
internal sealed class RunLog
{
    private readonly ActiveRun _run;
    private readonly RunLogOptions _options;
    private readonly RunLogParts _parts;
    private readonly ErrorOutlet _errors = new("log records", null);
    private readonly Lock _gate = new();
    private readonly string _folder;
    private Task _uploading = Task.CompletedTask;

    internal RunLog(ActiveRun run, RunLogOptions options)
    {
        _run = run;
        _options = options;
        _parts = new RunLogParts(options);
        // A run that is resumed, or logged to by several processes, keeps the parts of each.
        var started = run.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        _folder = $"{options.Folder}/{started}-{Environment.ProcessId}";
    }

    internal void Add(string record) => _parts.Add(record);

    /// <summary>One at a time. Never throws: what cannot be uploaded now waits for the next time.</summary>
    internal Task UploadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _uploading = UploadAfterAsync(_uploading, cancellationToken);
    }

    private async Task UploadAfterAsync(Task before, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (_parts.Next() is { } part)
            {
                var extension = _options.Format == RunLogFormat.Text ? "log" : "jsonl";
                await _run.LogTextAsync(part.Text, $"{_folder}/{part.Number:00000}.{extension}", cancellationToken);
                _parts.Uploaded(part);
            }
        }
        catch (Exception failure) when (failure is TrackingClientException or IOException or InvalidOperationException
            or OperationCanceledException or UnauthorizedAccessException)
        {
            _errors.Tell(failure);
        }
    }
}
