using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Tracking.Cli.Commands.Doctor;
using Tracking.Cli.Commands.Serve;
using Tracking.Cli.Output;
using Tracking.Models.Uris;
using Tracking.Serving.Core;

namespace Tracking.Cli.Commands.Models.Inspection;

/// <summary>Looks into a model's files: <c>describe URI</c> and <c>validate</c>.</summary>
internal static class ModelInspectionCommands
{
    public static Command Validate(CommandOutput output)
    {
        var uri = UriArgument();
        uri.Arity = ArgumentArity.ExactlyOne;
        var tracking = ClientCommand.TrackingUriOption();
        var format = OutputFormatOption.OfOne();
        var timeout = TimeoutOption();
        var command = new DescribedCommand(
            "validate", "Check a model's files, signature, graph and example; exit code 1 if something fails.")
        {
            Examples = ["tracking models validate models:/digits@champion", "tracking models validate ./model"],
        };
        command.Add(uri);
        command.Add(timeout);
        command.Add(format);
        command.Add(tracking);

        command.SetAction((parsed, token) => ClientFailures.TellAsync(output, parsed, () => ValidateAsync(
            parsed.GetValue(uri)!,
            TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            parsed.GetValue(tracking),
            new ResultTarget(parsed.GetValue(format), output, token))));
        return command;
    }

    /// <summary>What <c>describe</c> does when it is given a URI in place of a name.</summary>
    public static Task<int> DescribeAsync(string uri, string? trackingUri, ResultTarget target) =>
        InspectAsync(uri, trackingUri, target, async model =>
        {
            var description = await ModelDescription.OfAsync(model, target.CancellationToken);
            await DetailView.WriteAsync(
                description,
                ModelDescriptionJson.Default.ModelDescription,
                each => ModelDescription.View(each, model.Content),
                target);
            return ExitCodes.Success;
        });

    /// <summary>The model; a folder too.</summary>
    public static Argument<string?> UriArgument()
    {
        var uri = new Argument<string?>("uri")
        {
            Description = "models:/name@alias, models:/name/version, models:/m-id, runs:/run_id/path or a folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        uri.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ModelUri.TryParse(token.Value, out _))
            {
                result.AddError($"uri is '{token.Value}', expected models:/name@alias, models:/name/version, "
                    + "models:/m-id, runs:/run_id/path or a folder.");
            }
        });
        return uri;
    }

    private static Option<double> TimeoutOption()
    {
        const double Day = 86_400;
        var option = new Option<double>("--timeout")
        {
            Description = "How long the answer to the example may take.",
            HelpName = "seconds",
            DefaultValueFactory = _ => 60,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && (!double.TryParse(token.Value, CultureInfo.InvariantCulture, out var seconds)
                    || seconds is not (> 0 and <= Day)))
            {
                result.AddError($"--timeout is '{token.Value}', expected seconds, more than 0 and at most {Day}.");
            }
        });
        return option;
    }

    private static Task<int> ValidateAsync(string uri, TimeSpan timeout, string? trackingUri, ResultTarget target) =>
        InspectAsync(uri, trackingUri, target, async model =>
        {
            var findings = await ModelFindings.LookAsync(model, timeout, target.CancellationToken);
            await WriteAsync(model, findings, target);
            return findings.Any(each => each.Level == FindingLevel.Fail) ? ExitCodes.Failure : ExitCodes.Success;
        });

    private static async Task<int> InspectAsync(
        string uri, string? trackingUri, ResultTarget target, Func<ModelInspection, Task<int>> use)
    {
        await using var source = new RegistryModelSource(trackingUri);
        try
        {
            return await use(await ModelInspection.OfAsync(ModelUri.Parse(uri), source, target.CancellationToken));
        }
        catch (ServingException error)
        {
            return await target.Output.FailAsync(error.Message);
        }
    }

    private static async Task WriteAsync(
        ModelInspection model, IReadOnlyList<Finding> findings, ResultTarget target)
    {
        if (target.Format == OutputFormat.Json)
        {
            var json = new ValidationJson(model.Uri, [.. findings.Select(FindingJson.Of)]);
            await target.Output.Results.WriteLineAsync(
                JsonText.Of(json, ValidationJsonContext.Default.ValidationJson, isIndented: true).AsMemory(),
                target.CancellationToken);
            return;
        }

        var text = new BufferedText(target.Output.Results);
        await FindingLines.WriteAsync(findings, text, target);
        await text.WriteLineAsync("\n" + FindingLines.Summary(findings), target.CancellationToken);
        await text.FlushAsync(target.CancellationToken);
    }
}

/// <summary>What validate found, as JSON.</summary>
internal sealed record ValidationJson(
    [property: JsonPropertyName("uri")] string Uri,
    [property: JsonPropertyName("checks")] IReadOnlyList<FindingJson> Checks);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ValidationJson))]
internal sealed partial class ValidationJsonContext : JsonSerializerContext;
