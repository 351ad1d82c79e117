namespace Tracking.Client.Internal;

/// <summary>
/// Starts work that must not carry the flow (activities, async locals) of whoever happened to cause it.
/// </summary>
internal static class Detached
{
    internal static Task Run(Func<Task> work) => Do(() => Task.Run(work));

    internal static T Do<T>(Func<T> start)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return start();
        using (ExecutionContext.SuppressFlow())
            return start();
    }
}
