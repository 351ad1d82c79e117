using System.CommandLine;
using System.Text.RegularExpressions;
using Tracking.Models.Uris;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>The options that say what is deployed.</summary>
internal sealed partial class PackageOptions
{
    private const int ReplicasMax = 1_000;
    private readonly Option<string> _model;
    private readonly Option<string?> _tracking = new("--tracking-uri")
    {
        Description = "Server that knows the model, as the containers reach it. [env: MLFLOW_TRACKING_URI]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } uri
            ? uri
            : null,
    };

    private readonly Option<string> _image = new("--image")
    {
        Description = "The image to run.",
        HelpName = "image",
        DefaultValueFactory = _ => PackagePlan.DefaultImage,
    };

    private readonly Option<string?> _name = Checked(
        new Option<string?>("--name", "-n")
        {
            Description = "What the objects are called; by default after the model.",
            HelpName = "name",
        },
        DnsLabel.IsLabel,
        "a name of at most 40 letters a-z, digits and '-' that begins with a letter");

    private readonly Option<int> _replicas = Count("--replicas", 2, "How many containers run at least.");
    private readonly Option<int> _replicasMax = Count("--max-replicas", 10, "How many run at most.");
    private readonly Option<string> _cpu = Quantity("--cpu", "1", "CPU of a container, such as 1 or 500m.");
    private readonly Option<string> _memory = Quantity("--memory", "512Mi", "Memory of a container, such as 512Mi.");

    /// <summary>Options of a command whose model may be a folder, or must be one that a server knows.</summary>
    public PackageOptions(bool takesFolders)
    {
        _model = takesFolders ? AnyModel() : ModelOptions.Uri();
    }

    /// <summary>What every package needs to know.</summary>
    public IReadOnlyList<Option> Model => [_model, _tracking];

    /// <summary>What objects that run an image need besides.</summary>
    public IReadOnlyList<Option> Objects => [_image, _name];

    /// <summary>What clusters need besides.</summary>
    public IReadOnlyList<Option> Cluster => [_replicas, _replicasMax, _cpu, _memory];

    public PackagePlan Read(ParseResult parsed)
    {
        var uri = ModelUri.Parse(parsed.GetValue(_model)!);
        var image = Is(parsed, _image) ? parsed.GetValue(_image)! : PackagePlan.DefaultImage;
        var plan = new PackagePlan(uri, image)
        {
            Name = (Is(parsed, _name) ? parsed.GetValue(_name) : null) ?? DnsLabel.Of(NameOf(uri)),
            TrackingUri = parsed.GetValue(_tracking),
        };
        return Is(parsed, _replicas)
            ? plan with
            {
                Replicas = parsed.GetValue(_replicas),
                ReplicasMax = Math.Max(parsed.GetValue(_replicas), parsed.GetValue(_replicasMax)),
                Cpu = parsed.GetValue(_cpu)!,
                Memory = parsed.GetValue(_memory)!,
            }
            : plan;
    }

    private static bool Is(ParseResult parsed, Option option) => parsed.CommandResult.Command.Options.Contains(option);

    private static string NameOf(ModelUri uri) => uri switch
    {
        ModelAliasUri alias => alias.Name,
        ModelVersionUri version => version.Name,
        LatestModelUri latest => latest.Name,
        ModelStageUri stage => stage.Name,
        LoggedModelUri logged => logged.ToString()["models:/".Length..],
        RunModelUri run => run.ArtifactPath.Split('/')[^1],
        _ => uri.ToString(),
    };

    private static Option<string> AnyModel() => Checked(
        new Option<string>("--model-uri", "-m")
        {
            Description = "models:/name@alias, models:/name/3, models:/m-id, runs:/run_id/path or a folder.",
            HelpName = "uri",
            Required = true,
        },
        value => ModelUri.TryParse(value, out _),
        "models:/name@alias, models:/name/version, models:/m-id, runs:/run_id/path or a folder");

    private static Option<int> Count(string name, int fallback, string description) => Checked(
        new Option<int>(name) { Description = description, DefaultValueFactory = _ => fallback },
        value => int.TryParse(value, out var count) && count is >= 1 and <= ReplicasMax,
        $"a whole number from 1 to {ReplicasMax}");

    private static Option<string> Quantity(string name, string fallback, string description) => Checked(
        new Option<string>(name) { Description = description, DefaultValueFactory = _ => fallback },
        value => KubernetesQuantity().IsMatch(value),
        "a quantity such as 500m, 1.5 or 512Mi");

    private static Option<T> Checked<T>(Option<T> option, Func<string, bool> isGood, string expected)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !isGood(token.Value))
            {
                result.AddError($"{option.Name} is '{token.Value}', expected {expected}.");
            }
        });
        return option;
    }

    [GeneratedRegex("^[0-9]{1,9}(\\.[0-9]{1,3})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?\\z")]
    private static partial Regex KubernetesQuantity();
}
