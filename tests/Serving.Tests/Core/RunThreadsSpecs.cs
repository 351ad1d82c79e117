using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Core;

public class RunThreadsSpecs
{
    [Fact]
    public async Task Work_that_computes_for_long_starts_at_once_however_much_of_it_there_is()
    {
        const int Many = 24;
        var threads = new RunThreads(Patience.Limit);
        using var all = new CountdownEvent(Many);

        var runs = Enumerable.Range(0, Many).Select(_ => threads.RunAsync(() =>
        {
            all.Signal();
            return all.Wait(Patience.Limit) && !Thread.CurrentThread.IsThreadPoolThread;
        })).ToList();

        Assert.All(await Task.WhenAll(runs), Assert.True);
    }

    [Fact]
    public async Task A_thread_that_has_nothing_to_do_takes_what_comes_next()
    {
        var threads = new RunThreads(Patience.Limit);
        var first = await threads.RunAsync(() => Environment.CurrentManagedThreadId);
        Assert.True(SpinWait.SpinUntil(() => threads.Idle == 1, Patience.Limit));

        Assert.Equal(first, await threads.RunAsync(() => Environment.CurrentManagedThreadId));
    }

    [Fact]
    public async Task No_more_run_at_a_time_than_may_and_the_others_follow_in_their_order()
    {
        const int Most = 2, Many = 20;
        var threads = new RunThreads(Patience.Limit, Most);
        var (running, highest, order) = (0, 0, new List<int>());
        var runs = Enumerable.Range(0, Many).Select(i => threads.RunAsync(() =>
        {
            lock (order)
            {
                order.Add(i);
                highest = Math.Max(highest, Interlocked.Increment(ref running));
            }

            Thread.Yield();
            return Interlocked.Decrement(ref running);
        })).ToList();

        await Task.WhenAll(runs);
        Assert.InRange(highest, 1, Most);
        Assert.Equal(Enumerable.Range(0, Many), order.Order());
    }

    [Fact]
    public async Task Work_keeps_the_context_of_whoever_queued_it()
    {
        var local = new AsyncLocal<string>();
        var threads = new RunThreads(Patience.Limit);
        for (var i = 0; i < 3; i++)
        {
            local.Value = $"caller {i}";
            Assert.Equal($"caller {i}", await threads.RunAsync(() => local.Value));
        }
    }

    [Fact]
    public async Task A_thread_ends_when_nothing_comes()
    {
        var threads = new RunThreads(TimeSpan.FromMilliseconds(1));
        var thread = await threads.RunAsync(() => Thread.CurrentThread);

        Assert.True(thread.Join(Patience.Limit));
        Assert.Equal(0, threads.Idle);
        Assert.Equal(7, await threads.RunAsync(() => 7));
    }

    [Fact]
    public async Task What_goes_wrong_in_the_work_is_told_to_whoever_waits_and_the_thread_goes_on()
    {
        var threads = new RunThreads(Patience.Limit);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => threads.RunAsync<int>(() => throw new InvalidDataException("bad")));
        Assert.True(SpinWait.SpinUntil(() => threads.Idle == 1, Patience.Limit));
    }
}
