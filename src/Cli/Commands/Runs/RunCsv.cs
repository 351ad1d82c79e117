using System.Text;
using System.Text.Json;
using Tracking.Cli.Output;
using Tracking.Contracts.Json;
using Tracking.Contracts.Runs;

namespace Tracking.Cli.Commands.Runs;

/// <summary>
/// Runs as CSV with a column for each metric, parameter and tag of any of them, named as in MLflow's export. Which
/// columns there are is known after the last run, so that the runs wait in a temporary file and not in memory.
/// </summary>
internal static class RunCsv
{
    private static readonly Column<Run>[] Own =
    [
        new("run_id", run => run.Info?.RunId),
        new("experiment_id", run => run.Info?.ExperimentId),
        new("status", RunColumns.StatusOf),
        new("artifact_uri", run => run.Info?.ArtifactUri),
        new("start_time", run => CellText.Time(run.Info?.StartTime)),
        new("end_time", run => CellText.Time(run.Info?.EndTime)),
    ];

    public static async Task WriteAsync(
        IAsyncEnumerable<Run> runs, TextWriter target, CancellationToken cancellationToken)
    {
        await using var waiting = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Access = FileAccess.ReadWrite,
            Mode = FileMode.Create,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        var keys = await KeepAsync(runs, waiting, cancellationToken);
        waiting.Position = 0;

        var text = new BufferedText(target);
        await text.WriteLineAsync(
            CsvLine.Of([.. Own.Select(column => column.Name), .. keys.Select(key => $"{key.Kind}.{key.Name}")]),
            cancellationToken);
        using var reader = new StreamReader(waiting, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var run = JsonSerializer.Deserialize(line, WireJson.Default.Run)!;
            var logged = ValuesOf(run);
            await text.WriteLineAsync(
                CsvLine.Of(
                [
                    .. Own.Select(column => CellText.ForPrograms(column.Value(run))),
                    .. keys.Select(key => logged.GetValueOrDefault(key, "")),
                ]),
                cancellationToken);
        }

        await text.FlushAsync(cancellationToken);
    }

    /// <summary>The file appears whole or not at all.</summary>
    public static async Task WriteFileAsync(
        IAsyncEnumerable<Run> runs, string path, CancellationToken cancellationToken)
    {
        var part = $"{Path.GetFullPath(path)}.{Environment.ProcessId}.part";
        try
        {
            await using (var writer = new StreamWriter(part, append: false, new UTF8Encoding(false)))
            {
                await WriteAsync(runs, writer, cancellationToken);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Writes a run per line, and gives the names of what they logged in the order of the columns.</summary>
    private static async Task<IReadOnlyList<(string Kind, string Name)>> KeepAsync(
        IAsyncEnumerable<Run> runs, Stream waiting, CancellationToken cancellationToken)
    {
        var keys = new SortedSet<(string Kind, string Name)>(Comparer<(string Kind, string Name)>.Create((one, other) =>
            (string.CompareOrdinal(one.Kind, other.Kind), string.CompareOrdinal(one.Name, other.Name)) switch
            {
                (0, var byName) => byName,
                (var byKind, _) => byKind,
            }));
        await using var writer = new StreamWriter(waiting, leaveOpen: true);
        await foreach (var run in runs.WithCancellation(cancellationToken))
        {
            keys.UnionWith(ValuesOf(run).Keys);
            await writer.WriteLineAsync(
                JsonText.Of(run, WireJson.Default.Run, isIndented: false).AsMemory(), cancellationToken);
        }

        return [.. keys];
    }

    private static Dictionary<(string Kind, string Name), string> ValuesOf(Run run)
    {
        var values = new Dictionary<(string Kind, string Name), string>();
        foreach (var metric in run.Data?.Metrics ?? [])
        {
            values[("metrics", metric.Key!)] = CellText.ForPrograms(metric.Value);
        }

        foreach (var param in run.Data?.Params ?? [])
        {
            values[("params", param.Key!)] = param.Value ?? "";
        }

        foreach (var tag in run.Data?.Tags ?? [])
        {
            values[("tags", tag.Key!)] = tag.Value ?? "";
        }

        return values;
    }
}
