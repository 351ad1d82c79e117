using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Tracking.Serving.Operations.Logging;

/// <summary>The host's own logging: warnings and errors as lines on standard error.</summary>
internal static class StandardErrorLog
{
    private const int WaitingLinesMax = 10_000;

    public static void Configure(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);

        // What keeps the host from starting is thrown to the caller, who says it in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // A reader of the log that stands still must not hold up requests.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = WaitingLinesMax;
        });
    }
}
