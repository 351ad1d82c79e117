using System.CommandLine;
using Tracking.Artifacts;
using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Models.Format;

namespace Tracking.Cli.Commands;

/// <summary>Tells what went wrong in one line, with a mark under the place in a filter where that is known.</summary>
internal static class ClientFailures
{
    public static async Task<int> TellAsync(CommandOutput output, ParseResult parsed, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            await output.Notes.WriteLineAsync("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (TrackingClientException refused)
        {
            var code = await output.FailAsync(refused.Message);
            if (FilterPointer.Find(refused.Message, SearchOptions.TextsOf(parsed)) is { } pointer)
            {
                await output.Notes.WriteLineAsync(pointer);
            }

            return code;
        }
        catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException
            or InvalidArtifactPathException or ModelLoadException)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
