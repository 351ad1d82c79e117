using System.CommandLine;
using System.Text.Json.Serialization;
using Tracking.Cli.Output;
using Tracking.Models.Flavors.Converters;
using Tracking.Models.Flavors.Converters.ScikitLearn;
using Tracking.Models.Format;

namespace Tracking.Cli.Commands.Models;

/// <summary><c>tracking models convert</c>: a file of another toolkit to a model folder, without a server.</summary>
internal static class ModelConversion
{
    private static readonly Dictionary<string, ModelToolkit> Toolkits = new(StringComparer.Ordinal)
    {
        ["xgboost"] = ModelToolkit.XGBoost,
        ["lightgbm"] = ModelToolkit.LightGbm,
        ["sklearn"] = ModelToolkit.ScikitLearn,
    };

    public static Command Convert(CommandOutput output)
    {
        var input = new Option<string>("--input", "-i")
        {
            Description = "What XGBoost's or LightGBM's save_model wrote, or the exporter for scikit-learn.",
            HelpName = "file",
            Required = true,
        };
        var target = new Option<string>("--dst-path", "-d")
        {
            Description = "The model folder to make; it must not exist.",
            HelpName = "folder",
            Required = true,
        };
        var from = FromOption();
        var iterations = IterationsOption();
        var best = new Option<bool>("--best-iteration")
        {
            Description = "Only the rounds up to the best one, where training stopped early.",
        };
        var format = OutputFormatOption.OfOne();
        var command = new DescribedCommand("convert", "Convert a model of another toolkit to ONNX, ready to be served.")
        {
            Examples =
            [
                "tracking models convert -i model.ubj -d ./model",
                "tracking models convert -i model.txt -d ./model --iterations 50 --output json",
            ],
        };
        foreach (var option in (Option[])[input, target, from, iterations, best, format])
        {
            command.Add(option);
        }

        command.SetAction((parsed, token) => ClientFailures.TellAsync(output, parsed, () => RunAsync(
            new Conversion(
                parsed.GetValue(input)!,
                parsed.GetValue(target)!,
                new ConversionOptions
                {
                    From = parsed.GetValue(from),
                    Iterations = parsed.GetValue(iterations),
                    BestIteration = parsed.GetValue(best),
                }),
            new ResultTarget(parsed.GetValue(format), output, token))));
        return command;
    }

    /// <summary><c>tracking models exporter</c>: the Python file that writes scikit-learn's estimators.</summary>
    public static Command Exporter(CommandOutput output)
    {
        var file = new Option<string>("--output-file", "-o")
        {
            Description = $"Where to write it. [default: {ScikitLearnExporter.FileName}]",
            HelpName = "file",
            DefaultValueFactory = _ => ScikitLearnExporter.FileName,
        };
        var command = new DescribedCommand(
            "exporter", "Write the Python file that exports scikit-learn's estimators for convert.")
        {
            Examples =
            [
                "tracking models exporter",
                "python -c 'from tracking_sklearn_export import export; …; export(model, \"model.json\")'",
            ],
        };
        command.Add(file);
        command.SetAction((parsed, token) => ClientFailures.TellAsync(output, parsed, async () =>
        {
            await File.WriteAllTextAsync(parsed.GetValue(file)!, ScikitLearnExporter.Source, token);
            await output.Results.WriteLineAsync($"Wrote {parsed.GetValue(file)}.");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task<int> RunAsync(Conversion conversion, ResultTarget target)
    {
        try
        {
            var converted = await ModelConverter.ConvertAsync(
                conversion.Input, conversion.Options, target.CancellationToken);
            var folder = await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
                conversion.Folder, converted.ToContent(), target.CancellationToken);
            await DetailView.WriteAsync(
                Describe(converted, folder), ModelConversionJson.Default.ConversionReport, Details, target);
            return ExitCodes.Success;
        }
        catch (ModelConversionException refused)
        {
            return await target.Output.FailAsync(refused.Message);
        }
    }

    private static ConversionReport Describe(ConvertedModel converted, ModelDirectory folder) => new(
        folder.Path,
        Toolkits.First(toolkit => toolkit.Value == converted.Toolkit).Key,
        converted.ToolkitVersion,
        converted.Summary,
        converted.Signature.Inputs!.ToString(),
        converted.Signature.Outputs!.ToString(),
        converted.Onnx.Length);

    private static DetailView Details(ConversionReport report) => new DetailView()
        .Add("Folder", report.Path)
        .Add("Toolkit", $"{report.Toolkit} {report.ToolkitVersion}".TrimEnd())
        .Add("Model", report.Model)
        .Add("Inputs", report.Inputs)
        .Add("Outputs", report.Outputs)
        .Add("ONNX Bytes", report.OnnxBytes);

    private static Option<ModelToolkit?> FromOption()
    {
        var option = new Option<ModelToolkit?>("--from")
        {
            Description = "What wrote the file. [default: told from its content]",
            HelpName = string.Join('|', Toolkits.Keys),
            CustomParser = result =>
            {
                if (Toolkits.TryGetValue(result.Tokens[0].Value.ToLowerInvariant(), out var toolkit))
                {
                    return toolkit;
                }

                result.AddError($"--from is '{result.Tokens[0].Value}', expected {string.Join(", ", Toolkits.Keys)}.");
                return null;
            },
        };
        option.CompletionSources.Add([.. Toolkits.Keys]);
        return option;
    }

    private static Option<int?> IterationsOption()
    {
        var option = new Option<int?>("--iterations")
        {
            Description = "Only so many rounds of a boosted model. [default: all]",
            HelpName = "number",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number < 1))
            {
                result.AddError($"--iterations is '{token.Value}', expected a whole number from 1.");
            }
        });
        return option;
    }

    private sealed record Conversion(string Input, string Folder, ConversionOptions Options);
}

/// <summary>What a conversion made.</summary>
internal sealed record ConversionReport(
    string Path, string Toolkit, string ToolkitVersion, string Model, string Inputs, string Outputs, int OnnxBytes);

/// <summary>The report as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConversionReport))]
internal sealed partial class ModelConversionJson : JsonSerializerContext;
