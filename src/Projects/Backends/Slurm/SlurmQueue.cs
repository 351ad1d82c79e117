using System.Globalization;
using Tracking.Projects.Execution;

namespace Tracking.Projects.Backends.Slurm;

/// <summary>Slurm by its command line. Its accounting database is not needed.</summary>
/// <param name="programFolders">Where its programs are looked for first.</param>
internal sealed class SlurmQueue(IReadOnlyList<string> programFolders)
{
    /// <summary>After so many looks in a row that failed, Slurm is given up.</summary>
    private const int FailuresMax = 60;

    private int _failures;

    /// <exception cref="ProjectException">Slurm is not installed here; the message says how to get it.</exception>
    public void RequirePrograms()
    {
        foreach (var program in (string[])["sbatch", "scontrol", "scancel"])
        {
            Program(program);
        }
    }

    /// <summary>Hands a script over; gives the job's id.</summary>
    /// <param name="options">Of sbatch.</param>
    /// <param name="script">The file.</param>
    /// <param name="variables">The job has them, with all that this process has.</param>
    /// <exception cref="ProjectException">Slurm is not there, or refused; the message has its words.</exception>
    public async Task<string> SubmitAsync(
        IEnumerable<string> options, string script, IReadOnlyList<KeyValuePair<string, string?>> variables)
    {
        // Not cancelled: a job that was taken while sbatch ended would be left alone.
        var answer = await Tool.RunAsync(
            Environment.CurrentDirectory,
            "hand the run to Slurm",
            [Program("sbatch"), "--parsable", "--no-requeue", "--export=ALL", .. options, script],
            CancellationToken.None,
            variables);
        // The id, and the name of the cluster where there are several.
        return answer.Trim().Split(';')[0];
    }

    /// <summary>The job's state.</summary>
    /// <exception cref="ProjectException">Slurm has not answered for long.</exception>
    public async Task<SlurmJobState> StateAsync(string job, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Tool.RunAsync(
                Environment.CurrentDirectory,
                "ask Slurm for the job",
                [Program("scontrol"), "show", "job", "--oneliner", job],
                cancellationToken);
            _failures = 0;
            return SlurmJobState.Parse(answer);
        }
        catch (ProjectException error) when (error.Message.Contains("Invalid job id", StringComparison.Ordinal))
        {
            // Slurm forgets a job some minutes after its end.
            return SlurmJobState.Forgotten;
        }
        catch (ProjectException) when (++_failures < FailuresMax)
        {
            return SlurmJobState.Unknown;
        }
    }

    /// <summary>Asks Slurm to end the job; one that has ended is left as it is.</summary>
    public Task CancelAsync(string job) => Tool.RunAsync(
        Environment.CurrentDirectory, "cancel the job", [Program("scancel"), "--quiet", job], CancellationToken.None);

    private string Program(string name) => ProgramSearch.Require(
        name, "install Slurm's client programs (apt-get install slurm-client), or run on a login node", programFolders);
}

/// <summary>What Slurm says of a job.</summary>
/// <param name="Name">Such as PENDING; empty when it gave no answer.</param>
/// <param name="Reason">Why it waits; null for none.</param>
/// <param name="ExitCode">Of the job; null before its end.</param>
internal sealed record SlurmJobState(string Name, string? Reason, int? ExitCode)
{
    /// <summary>Slurm remembers it no more.</summary>
    public static readonly SlurmJobState Forgotten = new("FORGOTTEN", null, null);

    /// <summary>No answer this time.</summary>
    public static readonly SlurmJobState Unknown = new("", null, null);

    private static readonly string[] GoingOn =
    [
        "", "PENDING", "RUNNING", "CONFIGURING", "COMPLETING", "SUSPENDED", "STOPPED", "RESIZING", "REQUEUED",
        "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SIGNALING", "SPECIAL_EXIT", "STAGE_OUT",
    ];

    public bool IsOver => !GoingOn.Contains(Name, StringComparer.Ordinal);

    /// <summary>Somebody ended it, other than the program itself.</summary>
    public bool IsCancelled => Name == "CANCELLED";

    /// <summary>Reads a line of <c>KEY=value</c> pairs.</summary>
    public static SlurmJobState Parse(string line)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in line.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                // The first of a name: a job's own texts come later in the line.
                pairs.TryAdd(word[..equals], word[(equals + 1)..]);
            }
        }

        var reason = pairs.GetValueOrDefault("Reason");
        var state = new SlurmJobState(
            pairs.GetValueOrDefault("JobState", ""), reason is null or "None" or "(null)" ? null : reason, null);
        return state.IsOver ? state with { ExitCode = ExitCodeOf(pairs.GetValueOrDefault("ExitCode", "")) } : state;
    }

    /// <summary>As Slurm writes it: the code, and the signal that ended it.</summary>
    private static int? ExitCodeOf(string text) =>
        text.Split(':') is [var code, var signal]
            && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var exit)
            && int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number == 0 ? exit : 128 + number
            : null;
}
