using System.CommandLine;
using System.Globalization;
using Tracking.Projects;

namespace Tracking.Cli.Commands.Projects;

/// <summary>The flags of <c>tracking run</c>: MLflow's, and those for time and retries.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string> _uri = new("uri")
    {
        Description = "A folder, zip file, git URL (#subfolder), runs:/run_id/path, or runs:/run_id to repeat a run.",
    };

    private readonly Option<string?> _entryPoint = new("--entry-point", "-e")
    {
        Description = "Entry point of the project, or the path of a script in it. [default: main]",
    };

    private readonly Option<string?> _version = new("--version", "-v", "-V")
    {
        Description = "Branch, tag or commit of a git project.",
    };

    private readonly Option<string[]> _parameters = new("--param-list", "-P")
    {
        Description = "A parameter as name=value; repeat it for more.",
    };

    private readonly Option<string?> _experimentName = new("--experiment-name")
    {
        Description = "Experiment of the run, made if missing. [env: MLFLOW_EXPERIMENT_NAME]",
    };

    private readonly Option<string?> _experimentId = new("--experiment-id")
    {
        Description = "Experiment of the run by its id. [env: MLFLOW_EXPERIMENT_ID]",
    };

    private readonly Option<string?> _runId = new("--run-id") { Description = "Use this run instead of a new one." };

    private readonly Option<string?> _runName = new("--run-name") { Description = "Name of the run." };

    private readonly Option<string?> _manager = new("--env-manager")
    {
        Description = "local, system, dotnet, virtualenv, uv, conda or docker; by default what the project asks for.",
    };

    private readonly Option<string?> _backend = new("--backend", "-b")
    {
        Description = "Where it runs: local, slurm or kubernetes. [default: local]",
    };

    private readonly Option<string?> _backendConfig = new("--backend-config", "-c")
    {
        Description = "JSON or YAML file for the backend, or JSON itself.",
    };

    private readonly Option<string[]> _dockerArguments = new("--docker-args", "-A")
    {
        Description = "An option for docker run, as name or name=value; repeat it for more.",
    };

    private readonly Option<bool> _buildImage = new("--build-image")
    {
        Description = "Build an image with the files of a docker project, in place of mounting them.",
    };

    private readonly Option<bool> _skipImageBuild = new("--skip-image-build")
    {
        Description = "The image of a docker project holds it already; for the backend kubernetes.",
    };

    private readonly Option<string?> _storage = new("--storage-dir")
    {
        Description = "Folder below which files of path parameters are downloaded; the working copy by default.",
    };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        Description = "Seconds that one attempt may take; no limit by default.",
    };

    private readonly Option<int> _retries = new("--retries")
    {
        Description = "Further attempts after one that failed.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int?> _jobs = new("--jobs", "-j")
    {
        Description = "Steps of a workflow that run at once. [default: one per processor]",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Run all steps of a workflow, also those that nothing has changed for.",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on with a workflow that did not end well: the run of that id, or the last one.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "run-id",
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "text, or json for one line about the run on standard output.",
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<string?> _trackingUri = new("--tracking-uri")
    {
        Description = "Server that keeps the run. [env: MLFLOW_TRACKING_URI]",
    };

    public RunOptions()
    {
        _output.AcceptOnlyFromAmong("text", "json");
        _parameters.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') < 1))
            {
                result.AddError($"--param-list is '{token.Value}', expected name=value.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(_uri);
        foreach (var option in (Option[])[
            _entryPoint, _version, _parameters, _experimentName, _experimentId, _backend, _backendConfig,
            _manager, _dockerArguments, _buildImage, _skipImageBuild, _storage, _runId, _runName, _timeout, _retries,
            _jobs, _force, _resume, _output, _trackingUri])
        {
            command.Options.Add(option);
        }
    }

    public RunSettings Read(ParseResult parsed)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(_parameters) ?? [])
        {
            var name = text[..text.IndexOf('=')];
            if (!parameters.TryAdd(name, text[(name.Length + 1)..]))
            {
                throw new ProjectException($"Parameter '{name}' is given twice.");
            }
        }

        var experimentName = parsed.GetValue(_experimentName);
        var experimentId = parsed.GetValue(_experimentId);
        if (experimentName is null && experimentId is null)
        {
            experimentName = Variable("MLFLOW_EXPERIMENT_NAME");
            experimentId = experimentName is null ? Variable("MLFLOW_EXPERIMENT_ID") : null;
        }

        return new RunSettings(
            new ProjectRunRequest(parsed.GetValue(_uri)!)
            {
                EntryPoint = parsed.GetValue(_entryPoint),
                Version = parsed.GetValue(_version),
                Parameters = parameters,
                ExperimentName = experimentName,
                ExperimentId = experimentId,
                RunId = parsed.GetValue(_resume) ?? parsed.GetValue(_runId),
                Jobs = parsed.GetValue(_jobs) ?? new ProjectRunRequest("").Jobs,
                Force = parsed.GetValue(_force),
                Resume = parsed.GetResult(_resume) is { Implicit: false },
                RunName = parsed.GetValue(_runName),
                EnvironmentManager = parsed.GetValue(_manager),
                Backend = parsed.GetValue(_backend),
                BackendConfig = parsed.GetValue(_backendConfig),
                DockerArguments = [.. (parsed.GetValue(_dockerArguments) ?? []).Select(DockerArgumentOf)],
                BuildImage = parsed.GetValue(_buildImage),
                SkipImageBuild = parsed.GetValue(_skipImageBuild),
                StorageFolder = parsed.GetValue(_storage),
                Timeout = TimeoutOf(parsed.GetValue(_timeout)),
                Retries = parsed.GetValue(_retries),
            },
            parsed.GetValue(_trackingUri),
            parsed.GetValue(_output) == "json");
    }

    private static TimeSpan? TimeoutOf(double? seconds) => seconds switch
    {
        null => null,
        > 0 and <= 31_536_000 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new ProjectException(string.Create(
            CultureInfo.InvariantCulture, $"--timeout is {seconds}, expected seconds up to a year.")),
    };

    private static KeyValuePair<string, string?> DockerArgumentOf(string text) => text.Split('=', 2) switch
    {
        [{ Length: > 0 } name, var value] => new(name, value),
        [{ Length: > 0 } name] => new(name, null),
        _ => throw new ProjectException($"--docker-args is '{text}', expected name or name=value."),
    };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
