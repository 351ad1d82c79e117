using Tracking.Projects.Pipelines;

namespace Tracking.Cli.Commands.Projects.Progress;

/// <summary>
/// Keeps the tree of a workflow at the bottom of a terminal. What programs write, and what is said about them, goes
/// above it.
/// </summary>
internal sealed class LiveScreen : IRunScreen
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly TextWriter _terminal;
    private readonly Func<(int Columns, int Lines)> _size;
    private readonly WorkflowTree _tree;
    private readonly ITimer _timer;
    private int _drawn;

    /// <param name="terminal">Understands the usual control sequences.</param>
    /// <param name="standardOutput">Of the programs; the terminal, or elsewhere.</param>
    /// <param name="standardError">Of the programs.</param>
    /// <param name="size">The terminal's, asked again each time.</param>
    /// <param name="time">Measures steps and redraws them.</param>
    public LiveScreen(
        TextWriter terminal,
        Stream standardOutput,
        Stream standardError,
        Func<(int Columns, int Lines)> size,
        TimeProvider time)
    {
        _terminal = terminal;
        _size = size;
        _tree = new WorkflowTree(time);
        StandardOutput = new StreamAboveTree(this, standardOutput);
        StandardError = new StreamAboveTree(this, standardError);
        _timer = time.CreateTimer(_ => Above(static () => { }), null, Beat, Beat);
    }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    public void Log(string line) => Above(() => _terminal.WriteLine("tracking: " + line));

    public void Show(WorkflowStepReport report) => Above(() => _tree.Note(report));

    /// <summary>Writes where the tree was and draws it again below.</summary>
    public void Above(Action write)
    {
        lock (_gate)
        {
            if (_drawn > 0)
            {
                // To the tree's first line, and from there everything away.
                _terminal.Write($"\e[{_drawn}A\e[J");
                _terminal.Flush();
                _drawn = 0;
            }

            write();
            if (_tree.IsEmpty)
            {
                return;
            }

            var (columns, height) = _size();
            var lines = _tree.Lines(Math.Max(2, height - 2), Math.Max(20, columns - 1));
            foreach (var line in lines)
            {
                _terminal.WriteLine(line);
            }

            _terminal.Flush();
            _drawn = lines.Count;
        }
    }

    /// <summary>The tree stays as it was drawn last.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await StandardOutput.DisposeAsync();
        await StandardError.DisposeAsync();
    }
}
