using System.ComponentModel;
using System.Diagnostics;

namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>A whole database in one file of <c>pg_dump</c>'s own format, which <c>pg_restore</c> reads.</summary>
internal static class PostgresDump
{
    /// <summary>The last line that pg_dump complained with; null when the file is written.</summary>
    /// <exception cref="Win32Exception">There is no pg_dump on the PATH.</exception>
    public static async Task<string?> WriteAsync(
        PostgresStoreConfig config, string path, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(config, path)) ?? throw new Win32Exception();
        try
        {
            var said = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : said.Trim().Split('\n')[^1].Trim();
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(PostgresStoreConfig config, string path)
    {
        var start = new ProcessStartInfo("pg_dump")
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                "--format=custom", "--no-password", "--file", path, "--host", config.Host, "--port", $"{config.Port}",
                "--dbname", config.Database,
            },
        };
        if (config.User is { } user)
        {
            start.ArgumentList.Add("--username");
            start.ArgumentList.Add(user);
        }

        // Not as an argument, which everybody on the machine can read.
        if (config.Password is { } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        return start;
    }
}
