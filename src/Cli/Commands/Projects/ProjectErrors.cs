using Tracking.Cli.Output;
using Tracking.Client;
using Tracking.Projects;

namespace Tracking.Cli.Commands.Projects;

/// <summary>What can go wrong with a project, as one line.</summary>
internal static class ProjectErrors
{
    /// <summary>The work's exit code, or that of a failure which it tells.</summary>
    public static async Task<int> ToExitCodeAsync(CommandOutput output, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is ProjectException or TrackingClientException or ArgumentException
            or IOException or UnauthorizedAccessException)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
