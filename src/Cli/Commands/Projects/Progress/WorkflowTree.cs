using System.Globalization;
using Tracking.Cli.Output;
using Tracking.Projects.Pipelines;

namespace Tracking.Cli.Commands.Projects.Progress;

/// <summary>The steps of a workflow as a tree: the runs of a matrix below their step.</summary>
internal sealed class WorkflowTree(TimeProvider time)
{
    private readonly List<Row> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Note(WorkflowStepReport report)
    {
        var row = _rows.Find(row => row.Report.Id == report.Id);
        if (row is null)
        {
            _rows.Add(row = new Row(report));
        }

        row.Report = report;
        if (report.State == WorkflowStepState.Running)
        {
            row.Began ??= time.GetTimestamp();
        }
        else if (row.Began is { } began)
        {
            row.Took ??= time.GetElapsedTime(began);
        }
    }

    /// <summary>The tree; of one that is too long what runs and what failed, and how many others there are.</summary>
    /// <param name="linesMax">At least 2.</param>
    /// <param name="columnsMax">Longer lines are cut.</param>
    public IReadOnlyList<string> Lines(int linesMax, int columnsMax)
    {
        var steps = _rows.GroupBy(row => row.Step).ToList();
        var lines = steps.SelectMany((step, i) => LinesOf([.. step], i == steps.Count - 1)).ToList();
        if (lines.Count > linesMax)
        {
            lines = Shortened(linesMax);
        }

        // A line that the terminal breaks, or a control character in it, would move the tree.
        return [.. lines.Select(line => TextWidth.Cut(CellText.Harmless(line), columnsMax))];
    }

    private IEnumerable<string> LinesOf(List<Row> runs, bool isLast)
    {
        var branch = isLast ? "└─ " : "├─ ";
        if (!runs[0].Report.Id.Contains('/', StringComparison.Ordinal))
        {
            return [branch + TextOf(runs[0])];
        }

        var stem = isLast ? "   " : "│  ";
        var done = runs.Count(run => run.Report.State is WorkflowStepState.Finished or WorkflowStepState.Reused);
        return
        [
            $"{branch}{MarkOf(Sum(runs))} {runs[0].Step}  {done} of {runs.Count}",
            .. runs.Select((run, i) => stem + (i == runs.Count - 1 ? "└─ " : "├─ ") + TextOf(run)),
        ];
    }

    /// <summary>What a step with a matrix is as a whole.</summary>
    private static WorkflowStepState Sum(List<Row> runs)
    {
        WorkflowStepState[] first =
        [
            WorkflowStepState.Running, WorkflowStepState.Failed, WorkflowStepState.Killed, WorkflowStepState.Blocked,
            WorkflowStepState.Waiting, WorkflowStepState.Finished,
        ];
        return first.Where(state => runs.Exists(run => run.Report.State == state))
            .DefaultIfEmpty(WorkflowStepState.Reused).First();
    }

    private List<string> Shortened(int linesMax)
    {
        var important = _rows.Where(row => row.Report.State == WorkflowStepState.Running)
            .Concat(_rows.Where(row => row.Report.State is WorkflowStepState.Failed or WorkflowStepState.Killed))
            .Take(linesMax - 1).ToList();
        var others = _rows.Except(important).GroupBy(row => row.Report.State).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        return [.. important.Select(row => "├─ " + TextOf(row)), "└─ " + string.Join(", ", others)];
    }

    private string TextOf(Row row)
    {
        var took = row.Took ?? (row.Began is { } began ? time.GetElapsedTime(began) : null);
        var seconds = took is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  {took.Value.TotalSeconds:0.0} s");
        var reason = row.Report.Reason.Length == 0 ? "" : "  " + row.Report.Reason.ReplaceLineEndings(" ");
        return $"{MarkOf(row.Report.State)} {row.Report.Title}{seconds}{reason}";
    }

    private static char MarkOf(WorkflowStepState state) => state switch
    {
        WorkflowStepState.Running => '▶',
        WorkflowStepState.Finished => '✓',
        WorkflowStepState.Reused => '=',
        WorkflowStepState.Failed => '✗',
        WorkflowStepState.Blocked => '-',
        WorkflowStepState.Killed => '×',
        _ => '·',
    };

    private sealed class Row(WorkflowStepReport report)
    {
        public WorkflowStepReport Report { get; set; } = report;

        public string Step { get; } = report.Id.Split('/')[0];

        public long? Began { get; set; }

        public TimeSpan? Took { get; set; }
    }
}
