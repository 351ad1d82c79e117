using Microsoft.Extensions.Logging;

namespace Tracking.AotTraining;

internal static partial class Messages
{
    [LoggerMessage(LogLevel.Information, "epoch {epoch} has loss {loss}")]
    public static partial void Epoch(ILogger logger, int epoch, double loss);
}
