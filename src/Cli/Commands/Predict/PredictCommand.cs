using System.CommandLine;
using System.Globalization;
using Tracking.Cli.Commands.Serve;
using Tracking.Cli.Output;
using Tracking.Models.Uris;
using Tracking.Serving.BatchScoring;
using Tracking.Serving.Core;
using Tracking.Serving.Offline;

namespace Tracking.Cli.Commands.Predict;

/// <summary><c>tracking predict</c>: a file of rows through a model, resumable.</summary>
internal static class PredictCommand
{
    public static Command Create(CommandOutput output)
    {
        var options = new PredictOptions();
        var command = new DescribedCommand(
            "predict", "Score a file of rows; run again after a kill, it goes on. Exit code 3: some rows are bad.")
        {
            Examples =
            [
                "tracking predict -m models:/digits@champion -i rows.csv -o predictions.csv --keep id",
                "zcat rows.jsonl.gz | tracking predict -m ./model -i - --input-format jsonl -o - | head",
            ],
        };
        options.AddTo(command);
        command.SetAction((parsed, token) => ClientFailures.TellAsync(output, parsed, () => RunAsync(
            ModelUri.Parse(parsed.GetValue(options.Model)!),
            parsed.GetValue(options.TrackingUri),
            options.Read(parsed),
            output,
            token)));
        return command;
    }

    private static async Task<int> RunAsync(
        ModelUri uri,
        string? trackingUri,
        BatchScoringOptions options,
        CommandOutput output,
        CancellationToken cancellationToken)
    {
        await using var source = new RegistryModelSource(trackingUri);
        try
        {
            using var model = await InProcessModel.OpenAsync(uri, source, cancellationToken);
            BatchScoringResult result;
            using (var bar = Console.IsErrorRedirected
                ? null
                : new ProgressLine(output.Notes, static () => Console.WindowWidth, TimeProvider.System))
            {
                result = await BatchScorer.RunAsync(
                    model, options, bar, TimeProvider.System, cancellationToken);
            }

            await output.Notes.WriteLineAsync(Summary(result, options.Output));
            return result.Rejected > 0 ? ExitCodes.Problems : ExitCodes.Success;
        }
        catch (OperationCanceledException) when (options.Output is not null)
        {
            await output.Notes.WriteLineAsync("Stopped; the same command goes on from here.");
            return ExitCodes.Cancelled;
        }
        catch (Exception error) when (error is BatchScoringException or ServingException)
        {
            return await output.FailAsync(error.Message);
        }
    }

    private static string Summary(BatchScoringResult result, string? output)
    {
        var resumed = result.ResumedAtRow is { } row ? $", {Count(row)} of them by an earlier attempt" : "";
        var rejected = result.Rejected == 0
            ? ""
            : $" {Count(result.Rejected)} could not be scored: {result.RejectedPath}";
        return $"{Count(result.Rows)} rows{resumed}, predictions in {output ?? "standard output"}.{rejected}";
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
