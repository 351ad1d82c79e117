namespace Tracking.TestKit;

/// <summary>The one timeout of all tests that wait for a signal: far longer than anything healthy takes.</summary>
public static class Patience
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A token that fires when patience is at its end.</summary>
    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;

    /// <summary>Waits for the task, or fails with what was waited for.</summary>
    public static async Task<T> For<T>(Task<T> task, string what)
    {
        await For((Task)task, what);
        return await task;
    }

    /// <summary>Waits for the task, or fails with what was waited for.</summary>
    public static async Task For(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds:0} s in vain for {what}.");
        }
    }
}
