using System.Diagnostics;
using Xunit;

namespace Tracking.TestKit;

/// <summary>
/// A named pipe that other processes hold open: it tells when they have begun, and when the last of them is gone. A
/// shell holds it with <c>exec 9> PIPE; echo begun >&amp;9</c>, and so do its children.
/// </summary>
public sealed class LifePipe : IDisposable
{
    private StreamReader? _reader;

    private LifePipe(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes it; before any process that is to open it.</summary>
    public static async Task<LifePipe> CreateAsync(string path)
    {
        using var make = Process.Start("mkfifo", [path]);
        await Patience.For(make.WaitForExitAsync(), "the making of a pipe");
        return new LifePipe(path);
    }

    /// <summary>Waits until a process has opened it and written a line.</summary>
    public async Task<string?> BegunAsync()
    {
        // Opening waits for the other end, which no token can interrupt.
        _reader = await Patience.For(Task.Run(() => new StreamReader(Path)), "a program that opens the pipe");
        return await Patience.For(_reader.ReadLineAsync(), "the first line in the pipe");
    }

    /// <summary>Writes a line, for a program that waits for one: <c>read -r _ &lt;PIPE</c>.</summary>
    public Task TellAsync() => Patience.For(
        Task.Run(() => File.AppendAllText(Path, "go\n")), "a program that reads the pipe");

    /// <summary>Waits until nobody holds it any more.</summary>
    public async Task GoneAsync()
    {
        Assert.NotNull(_reader);
        await Patience.For(_reader.ReadToEndAsync(), "the end of all that hold the pipe");
    }

    public void Dispose() => _reader?.Dispose();
}
