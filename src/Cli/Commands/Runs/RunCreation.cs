using System.CommandLine;
using Tracking.Cli.Commands.Experiments;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary><c>tracking runs create</c>: a run for a script that has no SDK.</summary>
internal sealed class RunCreation
{
    private readonly Option<string?> _experimentId = new("--experiment-id", "-x")
    {
        Description = "Its experiment. [env: MLFLOW_EXPERIMENT_ID] [default: 0]",
        HelpName = "id",
    };

    private readonly Option<string?> _experimentName = new("--experiment-name", "-n")
    {
        Description = "Its experiment by name, created if missing. [env: MLFLOW_EXPERIMENT_NAME]",
        HelpName = "name",
    };

    private readonly Option<string?> _name = new("--run-name")
    {
        Description = "For readers; the server makes one up by default.",
        HelpName = "name",
    };

    private readonly Option<string?> _description = new("--description")
    {
        Description = "For readers.",
        HelpName = "text",
    };

    private readonly Option<string[]> _tags = TagOptions.Pairs("--tags", "-t", "A tag; repeat it for more.");

    private readonly Option<RunStatus?> _status = RunStatusOption.Create("Its status. [default: FINISHED]");

    private readonly Option<string?> _parent = new("--parent-run-id")
    {
        Description = "The run under which it stands.",
        HelpName = "id",
    };

    private readonly Option<OutputFormat> _format = OutputFormatOption.OfOne();

    public Command Create(CommandOutput output)
    {
        var command = new ClientCommand(output, "create", "Create a run and print its id.")
        {
            _experimentId, _experimentName, _name, _description, _tags, _status, _parent, _format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(_experimentId) is not null && result.GetResult(_experimentName) is not null)
            {
                result.AddError("Give either --experiment-id or --experiment-name.");
            }
        });
        return command.Does(CreateAsync);
    }

    private async Task CreateAsync(ClientCall call)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var run = await call.Client.Runs.CreateAsync(
            new CreateRunRequest
            {
                ExperimentId = await ExperimentAsync(call),
                RunName = call.Get(_name),
                UserId = Environment.UserName,
                StartTime = now,
                Tags = [.. Tags(call).Select(tag => new RunTag { Key = tag.Key, Value = tag.Value })],
            },
            call.CancellationToken);
        var id = run.Info!.RunId!;
        var status = call.Get(_status) ?? RunStatus.Finished;
        if (status != RunStatus.Running)
        {
            // A run begins as RUNNING; MLflow's command ends it at once too.
            await call.Client.Runs.UpdateAsync(
                new UpdateRunRequest { RunId = id, Status = status, EndTime = now }, call.CancellationToken);
            run = await call.Client.Runs.GetAsync(id, call.CancellationToken);
        }

        if (call.Get(_format) == OutputFormat.Json)
        {
            await DetailView.WriteAsync(run, WireJson.Default.Run, RunDetails.Of, call.Target(_format));
            return;
        }

        await call.SayAsync(id);
    }

    private async Task<string> ExperimentAsync(ClientCall call)
    {
        if (call.Get(_experimentId) is { } id)
        {
            return id;
        }

        return call.Get(_experimentName) is { } name
            ? (await call.Client.Experiments.GetOrCreateAsync(name, call.CancellationToken)).ExperimentId!
            : await RunExperiment.OfEnvironmentAsync(call);
    }

    private IEnumerable<(string Key, string Value)> Tags(ClientCall call)
    {
        foreach (var tag in call.Pairs(_tags))
        {
            yield return tag;
        }

        if (call.Get(_description) is { } description)
        {
            yield return ("mlflow.note.content", description);
        }

        if (call.Get(_parent) is { } parent)
        {
            yield return ("mlflow.parentRunId", parent);
        }
    }
}
