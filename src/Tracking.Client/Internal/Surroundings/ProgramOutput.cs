using System.ComponentModel;
using System.Diagnostics;

namespace Tracking.Client.Internal.Surroundings;

/// <summary>Asks another program. If it is missing, slow or broken, there is no answer, and no error.</summary>
internal static class ProgramOutput
{
    private const int MaxChars = 1024 * 1024;

    /// <summary>
    /// What a program writes to its standard output; null if it is not there, fails, or takes longer than the limit,
    /// after which it is ended.
    /// </summary>
    internal static async Task<string?> AskAsync(
        string program, IEnumerable<string> arguments, TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        using var process = new Process { StartInfo = StartOf(program, arguments) };
        try
        {
            if (!process.Start())
                return null;
        }
        catch (Win32Exception)
        {
            return null;
        }

        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            var output = await ReadAsync(process.StandardOutput, either.Token);
            await errors;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0 ? output : null;
        }
        catch (Exception unanswered) when (unanswered is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }
    }

    private static ProcessStartInfo StartOf(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        CreateNoWindow = true,
    };

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken stop)
    {
        var buffer = new char[4096];
        var text = new System.Text.StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer, stop)) > 0)
        {
            // The rest is read and dropped, so that the program does not wait for a reader.
            if (text.Length < MaxChars)
                text.Append(buffer, 0, read);
        }

        return text.ToString();
    }
}
