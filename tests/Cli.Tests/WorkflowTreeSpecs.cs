using System.Text;
using Tracking.Cli.Commands.Projects.Progress;
using Tracking.Projects.Pipelines;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

public sealed class WorkflowTreeSpecs
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Steps_stand_below_each_other_and_runs_of_a_matrix_below_their_step()
    {
        var tree = new WorkflowTree(_time);
        tree.Note(Report("prepare", "prepare", WorkflowStepState.Running, "no earlier run"));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        tree.Note(Report("prepare", "prepare", WorkflowStepState.Finished, "no earlier run"));
        tree.Note(Report("train/1", "train (lr=0.1)", WorkflowStepState.Reused, "unchanged"));
        tree.Note(Report("train/2", "train (lr=0.2)", WorkflowStepState.Running, "lr 0.1 → 0.2"));
        tree.Note(Report("evaluate", "evaluate", WorkflowStepState.Waiting, ""));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(
            [
                "├─ ✓ prepare  1.5 s  no earlier run",
                "├─ ▶ train  1 of 2",
                "│  ├─ = train (lr=0.1)  unchanged",
                "│  └─ ▶ train (lr=0.2)  3.0 s  lr 0.1 → 0.2",
                "└─ · evaluate",
            ],
            tree.Lines(linesMax: 10, columnsMax: 80));
    }

    [Fact]
    public void A_tree_that_is_too_long_shows_what_runs_and_what_failed()
    {
        var tree = new WorkflowTree(_time);
        for (var i = 0; i < 200; i++)
        {
            var state = i switch
            {
                7 => WorkflowStepState.Failed,
                9 => WorkflowStepState.Running,
                > 99 => WorkflowStepState.Waiting,
                _ => WorkflowStepState.Reused,
            };
            tree.Note(Report($"s{i}", $"s{i}", state, ""));
        }

        Assert.Equal(
            ["├─ ▶ s9  0.0 s", "├─ ✗ s7", "└─ 100 waiting, 98 reused"], tree.Lines(linesMax: 5, columnsMax: 80));
        Assert.Equal("├─ ▶ s9  0…", tree.Lines(linesMax: 5, columnsMax: 11)[0]);
    }

    [Fact]
    public async Task What_programs_write_goes_above_the_tree()
    {
        var terminal = new StringWriter { NewLine = "\n" };
        await using var stream = new ForwardingStream(terminal);
        await using (var screen = new LiveScreen(terminal, stream, Stream.Null, () => (80, 24), _time))
        {
            screen.Log("begins");
            screen.Show(Report("a", "a", WorkflowStepState.Running, ""));
            screen.StandardOutput.Write("hello\n"u8);
            screen.Show(Report("a", "a", WorkflowStepState.Finished, ""));
        }

        Assert.Equal(
            "tracking: begins\n└─ ▶ a  0.0 s\n\e[1A\e[Jhello\n└─ ▶ a  0.0 s\n\e[1A\e[J└─ ✓ a  0.0 s\n",
            terminal.ToString());
    }

    private static WorkflowStepReport Report(string id, string title, WorkflowStepState state, string reason) =>
        new(id, title, state, null, reason);

    private sealed class ForwardingStream(TextWriter to) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) =>
            to.Write(Encoding.UTF8.GetString(buffer, offset, count));
    }
}
