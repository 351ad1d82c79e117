using System.CommandLine;
using System.Text.Json.Nodes;
using Tracking.Cli.Commands.Models.Inspection;
using Tracking.Cli.Commands.Predict;
using Tracking.Cli.Commands.Serve;
using Tracking.Cli.Output;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Offline;

namespace Tracking.Cli.Commands.Models;

/// <summary><c>tracking models predict</c>: one request, answered as <c>POST /invocations</c> would.</summary>
internal static class ModelPrediction
{
    private const int MostBytes = 2_000_000_000;

    public static Command Create(CommandOutput output)
    {
        var model = ScoredModelOption();
        var input = new Option<string?>("--input-path", "-i")
        {
            Description = "The request: a CSV or JSON file; standard input by default, or for -.",
            HelpName = "file",
        };
        var target = new Option<string?>("--output-path", "-o")
        {
            Description = "Takes the answer; standard output by default.",
            HelpName = "file",
        };
        var contentType = ContentTypeOption();
        var parameters = ParamsOption.Create();
        var tracking = ClientCommand.TrackingUriOption();
        var command = new DescribedCommand(
            "predict", "Answer one scoring request without a server; for large files there is tracking predict.")
        {
            Examples =
            [
                "tracking models predict -m models:/digits@champion -i request.json",
                "tracking models predict -m ./model -i rows.csv -t csv -o predictions.json",
            ],
        };
        foreach (var option in (Option[])[model, input, target, contentType, parameters, tracking])
        {
            command.Add(option);
        }

        command.SetAction((parsed, token) => ClientFailures.TellAsync(output, parsed, () => RunAsync(
            new PredictCall(
                ModelUri.Parse(parsed.GetValue(model)!),
                parsed.GetValue(tracking),
                parsed.GetValue(input),
                parsed.GetValue(target),
                parsed.GetValue(contentType)!,
                ParamsOption.Read(parsed.GetValue(parameters))),
            output,
            token)));
        return command;
    }

    /// <summary>A model that is scored here, so that a folder will do.</summary>
    public static Option<string> ScoredModelOption()
    {
        var option = new Option<string>("--model-uri", "-m")
        {
            Description = "models:/name@alias, models:/name/version, models:/m-id, runs:/run_id/path or a folder.",
            HelpName = "uri",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ModelUri.TryParse(token.Value, out _))
            {
                result.AddError($"--model-uri is '{token.Value}', expected models:/name@alias, models:/name/version, "
                    + "models:/m-id, runs:/run_id/path or a folder.");
            }
        });
        return option;
    }

    private static Option<string> ContentTypeOption()
    {
        var option = new Option<string>("--content-type", "-t")
        {
            Description = "json or csv.",
            HelpName = "json|csv",
            DefaultValueFactory = _ => "json",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && MediaTypeOf(token.Value) is null)
            {
                result.AddError($"--content-type is '{token.Value}', expected json or csv.");
            }
        });
        option.CompletionSources.Add("json", "csv");
        return option;
    }

    private static string? MediaTypeOf(string name) => name.ToLowerInvariant() switch
    {
        "json" or "application/json" => "application/json",
        "csv" or "text/csv" => "text/csv",
        _ => null,
    };

    private static async Task<int> RunAsync(PredictCall call, CommandOutput output, CancellationToken token)
    {
        await using var source = new RegistryModelSource(call.TrackingUri);
        try
        {
            var body = await ReadAsync(call.Input, token);
            using var model = await InProcessModel.OpenAsync(call.Model, source, token);
            var answer = model.Invoke(body, MediaTypeOf(call.ContentType)!, call.Params, token);
            if (call.Output is { } path)
            {
                await File.WriteAllBytesAsync(path, answer, token);
                return ExitCodes.Success;
            }

            await output.Results.WriteLineAsync(System.Text.Encoding.UTF8.GetString(answer).AsMemory(), token);
            return ExitCodes.Success;
        }
        catch (ServingException error)
        {
            return await output.FailAsync(error.Message);
        }
    }

    private static async Task<byte[]> ReadAsync(string? path, CancellationToken token)
    {
        await using var input = path is null or "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        using var body = new MemoryStream();
        var block = new byte[64 * 1024];
        while (await input.ReadAsync(block, token) is > 0 and var count)
        {
            if (body.Length + count > MostBytes)
            {
                throw new IOException($"The request has more than {MostBytes} bytes; use tracking predict for it.");
            }

            body.Write(block, 0, count);
        }

        return body.ToArray();
    }

    private sealed record PredictCall(
        ModelUri Model, string? TrackingUri, string? Input, string? Output, string ContentType, JsonObject? Params);
}
