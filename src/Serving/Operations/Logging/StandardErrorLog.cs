using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Tracking.Serving.Operations.Logging;

/// <summary>The host's own logging on standard error: warnings and errors, unless its settings say more.</summary>
internal static class StandardErrorLog
{
    private const int WaitingLinesMax = 10_000;

    public static void Configure(ILoggingBuilder logging, LogSettings settings)
    {
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter(settings.Allows);

        // What keeps the host from starting is thrown to the caller, who says it in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // A reader of the log that stands still must not hold up requests.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = WaitingLinesMax;
        });
        logging.Services.AddSingleton<IPostConfigureOptions<ConsoleLoggerOptions>>(settings);
        logging.Services.AddSingleton<IOptionsChangeTokenSource<ConsoleLoggerOptions>>(settings);
    }
}
