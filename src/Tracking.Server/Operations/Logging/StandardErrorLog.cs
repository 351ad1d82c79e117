using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Tracking.Server.Operations.Logging;

/// <summary>The server's own logging: lines on standard error.</summary>
internal static class StandardErrorLog
{
    private const string UtcFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    private const int WaitingLinesMax = 10_000;

    public static void Configure(ILoggingBuilder logging, TrackingServerOptions options)
    {
        logging.SetMinimumLevel(options.LogLevel);

        // One line per request is ours; the web server would add two of its own.
        logging.AddFilter("Microsoft", options.LogLevel == LogLevel.Information ? LogLevel.Warning : options.LogLevel);
        if (options.LogFormat == LogFormat.Json)
        {
            logging.AddJsonConsole(console => SetClock(console, UtcFormat));
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.ColorBehavior = LoggerColorBehavior.Disabled;
                SetClock(console, UtcFormat + " ");
            });
        }

        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // A reader of the log that stands still must not hold up requests.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = WaitingLinesMax;
        });
    }

    private static void SetClock(ConsoleFormatterOptions console, string format)
    {
        console.UseUtcTimestamp = true;
        console.TimestampFormat = format;
    }
}
