using System.CommandLine;
using Tracking.Cli.Commands.Experiments;
using Tracking.Contracts;

namespace Tracking.Cli.Commands.Runs;

/// <summary>In which experiments runs are looked for.</summary>
internal sealed class RunExperiments
{
    private readonly Option<string[]> _ids = new("--experiment-id", "-x")
    {
        Description = "An experiment; repeat it for more. [env: MLFLOW_EXPERIMENT_ID] [default: 0]",
        HelpName = "id",
    };

    private readonly Option<string[]> _names = new("--experiment-name", "-n")
    {
        Description = "An experiment by its name; repeat it for more. [env: MLFLOW_EXPERIMENT_NAME]",
        HelpName = "name",
    };

    private readonly Option<bool> _all = new("--all-experiments") { Description = "All active experiments." };

    public void AddTo(Command command)
    {
        command.Add(_ids);
        command.Add(_names);
        command.Add(_all);
    }

    /// <summary>Those that are named, else those of the environment, else the default one.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(ClientCall call)
    {
        if (call.Get(_all))
        {
            return await call.Client.Experiments
                .SearchAsync(view: ViewType.ActiveOnly, cancellationToken: call.CancellationToken)
                .Select(experiment => experiment.ExperimentId!)
                .ToListAsync(call.CancellationToken);
        }

        List<string> ids = [.. call.Get(_ids) ?? []];
        foreach (var name in call.Get(_names) ?? [])
        {
            ids.Add((await ExperimentChoice.FindAsync(call, name)).ExperimentId!);
        }

        return ids.Count > 0 ? ids : [await RunExperiment.OfEnvironmentAsync(call)];
    }
}

/// <summary>The experiment that the environment names.</summary>
internal static class RunExperiment
{
    public static async Task<string> OfEnvironmentAsync(ClientCall call) =>
        Variable("MLFLOW_EXPERIMENT_NAME") is { } name
            ? (await ExperimentChoice.FindAsync(call, name)).ExperimentId!
            : Variable("MLFLOW_EXPERIMENT_ID") ?? "0";

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
