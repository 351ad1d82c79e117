using System.Diagnostics;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>The <c>tracking</c> tool on a terminal of its own, 60 columns wide, as <c>script</c> makes one.</summary>
internal static class Terminal
{
    // .NET's console begins with it.
    private const string KeypadMode = "\e[?1h\e=";

    /// <summary>Runs a command to its end; what was typed beforehand answers its questions.</summary>
    public static async Task<(int Code, string Screen)> RunAsync(string typed, params string[] arguments)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Tracking.Cli.dll"), .. arguments];
        var line = "stty cols 60 -echo; " + string.Join(' ', command.Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("script", ["-qec", line, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        var screen = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(typed);
        await process.StandardInput.FlushAsync();
        await Patience.For(process.WaitForExitAsync(), "the end of the command on the terminal");
        return (process.ExitCode, (await screen).Replace(KeypadMode, "").ReplaceLineEndings("\n"));
    }
}
