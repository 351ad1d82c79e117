using System.Buffers;
using System.Text;

namespace Tracking.Projects.Execution;

/// <summary>Runs programs that projects need around them, such as git.</summary>
internal static class Tool
{
    private const int OutputBytesMax = 16 << 20;
    private const int TailBytes = 2_000;

    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(30);

    /// <summary>Runs it to a good end and gives what it wrote to standard output.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="purpose">For the message, such as "get the project".</param>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="variables">Set on top of what this process has; null removes.</param>
    /// <exception cref="ProjectException">It failed; the message has its last words.</exception>
    public static async Task<string> RunAsync(
        string folder,
        string purpose,
        IReadOnlyList<string> words,
        CancellationToken cancellationToken,
        IReadOnlyList<KeyValuePair<string, string?>>? variables = null)
    {
        var output = new CapturedOutput();
        var launch = new ProcessLaunch(words, folder)
        {
            Timeout = TimeMax,
            // A program that asks for a password would wait for ever.
            Variables = [new("GIT_TERMINAL_PROMPT", "0"), new("DOTNET_NOLOGO", "1"), .. variables ?? []],
        };
        var result = await ProcessRun.ToEndAsync(launch, output, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result is { ExitCode: 0, End: ProcessEnd.Exited }
            ? output.Standard
            : throw new ProjectException(
                $"Could not {purpose}: '{Path.GetFileName(words[0])} {words.ElementAtOrDefault(1)}' " +
                (result.End == ProcessEnd.TimedOut
                    ? $"took longer than {TimeMax.TotalMinutes} minutes"
                    : $"ended with exit code {result.ExitCode}") +
                $": {output.LastWords}");
    }

    private sealed class CapturedOutput : IOutputSink
    {
        private readonly Lock _gate = new();
        private readonly ArrayBufferWriter<byte> _standard = new();
        private readonly TailSink _tail = new(TailBytes);

        public string Standard => Encoding.UTF8.GetString(_standard.WrittenSpan);

        public string LastWords => _tail.Text.Length == 0 ? "it wrote nothing" : _tail.Text;

        public void Write(ReadOnlySpan<byte> bytes, bool isError)
        {
            lock (_gate)
            {
                _tail.Write(bytes, isError);
                if (!isError)
                {
                    _standard.Write(bytes[..Math.Min(bytes.Length, OutputBytesMax - _standard.WrittenCount)]);
                }
            }
        }
    }
}
