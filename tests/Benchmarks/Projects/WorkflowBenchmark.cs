using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.Client;
using Tracking.Projects;
using Tracking.Projects.Pipelines;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Projects;

/// <summary>
/// How long a workflow of 200 steps takes when nothing has changed: ten chains of twenty, each step taking a param of
/// the one before. Once as a program that stays, once as the tool that is started for it.
/// </summary>
internal static class WorkflowBenchmark
{
    private const int Chains = 10;
    private const int StepsPerChain = 20;
    private const int Repeats = 7;

    public static async Task RunAsync(BenchmarkContext context)
    {
        await using var place = await StorePlace.NewAsync(context);
        await using var server = await ServerProcess.StartAsync(place, context.Stop);
        using var folder = new TempFolder();
        folder.Write("project/MLproject", Workflow());
        await using var client = new TrackingClient(server.Address.ToString());
        var options = new ProjectRunnerOptions { CacheFolder = folder["cache"] };
        var filling = Stopwatch.GetTimestamp();
        await RunAsync(client, options, folder, WorkflowStepState.Finished, context.Stop);
        var filled = Stopwatch.GetElapsedTime(filling).TotalMilliseconds;

        var medians = await Rounds.MediansAsync(
            Repeats,
            async () =>
            {
                var began = Stopwatch.GetTimestamp();
                var last = 0.0;
                var timed = options with
                {
                    Progress = _ => last = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                };
                await RunAsync(client, timed, folder, WorkflowStepState.Reused, context.Stop);
                return last;
            },
            async () =>
            {
                var began = Stopwatch.GetTimestamp();
                await RunAsync(client, options, folder, WorkflowStepState.Reused, context.Stop);
                return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            },
            () => RunToolAsync(server, folder, context.Stop));
        var table = new ResultTable("200 unchanged steps, ms", "ours", "goal");
        table.Add("from the call to the last decision", Whole(medians[0]), "1,000");
        table.Add("with the workflow's own run recorded and ended", Whole(medians[1]), "");
        table.Add("as `tracking run`, start of the process included", Whole(medians[2]), "");
        table.Add("the first time, when all 200 run (once)", Whole(filled), "");
        await table.WriteToAsync(context.Output);
    }

    private static async Task RunAsync(
        TrackingClient client,
        ProjectRunnerOptions options,
        TempFolder folder,
        WorkflowStepState expected,
        CancellationToken cancellationToken)
    {
        var result = await new ProjectRunner(client, options)
            .RunAsync(new ProjectRunRequest(folder["project"]), cancellationToken);
        if (result.Steps.Count != Chains * StepsPerChain || result.Steps.Any(step => step.State != expected))
        {
            throw new InvalidOperationException($"Not every step is {expected}: {result.Steps[0]}");
        }
    }

    private static async Task<double> RunToolAsync(
        ServerProcess server, TempFolder folder, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll"), "run", folder["project"]])
        {
            Environment =
            {
                ["MLFLOW_TRACKING_URI"] = server.Address.ToString(),
                ["TRACKING_PROJECTS_CACHE"] = folder["cache"],
            },
            RedirectStandardError = true,
        })!;
        await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
            : throw new InvalidOperationException($"tracking run ended with exit code {process.ExitCode}.");
    }

    private static string Workflow()
    {
        var text = new StringBuilder("name: chains\nworkflow:\n  steps:\n");
        for (var chain = 0; chain < Chains; chain++)
        {
            for (var step = 0; step < StepsPerChain; step++)
            {
                var value = step == 0 ? "begin" : $"${{steps.s{chain}-{step - 1}.params.x}}+";
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"    s{chain}-{step}: {{command: 'true {{x}}', parameters: {{x: '{value}'}}}}");
            }
        }

        return text.ToString();
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
