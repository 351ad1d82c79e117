using System.CommandLine;
using Tracking.Client;
using Tracking.Contracts.Experiments;

namespace Tracking.Cli.Commands.Experiments;

/// <summary>One experiment, by its id as in MLflow, or by its name.</summary>
internal sealed class ExperimentChoice
{
    private readonly Option<string?> _id = new("--experiment-id", "-x")
    {
        Description = "The experiment by its id.",
        HelpName = "id",
    };

    private readonly Option<string?> _name = new("--experiment-name", "-n")
    {
        Description = "The experiment by its name.",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        command.Add(_id);
        command.Add(_name);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_id) is null == result.GetResult(_name) is null)
            {
                result.AddError("Give either --experiment-id or --experiment-name.");
            }
        });
    }

    /// <summary>The experiment, deleted or not.</summary>
    public async Task<Experiment> GetAsync(ClientCall call) => call.Get(_id) is { } id
        ? await call.Client.Experiments.GetAsync(id, call.CancellationToken)
        : await FindAsync(call, call.Get(_name)!);

    /// <summary>Its id; without a call where that was given.</summary>
    public async Task<string> IdAsync(ClientCall call) =>
        call.Get(_id) ?? (await FindAsync(call, call.Get(_name)!)).ExperimentId!;

    /// <summary>The experiment of a name, deleted or not.</summary>
    public static async Task<Experiment> FindAsync(ClientCall call, string name) =>
        await call.Client.Experiments.FindAsync(name, call.CancellationToken)
        ?? throw new TrackingClientException(
            TrackingClientException.ResourceDoesNotExist,
            $"There is no experiment named '{name}'; 'tracking experiments search' lists those there are.");
}
