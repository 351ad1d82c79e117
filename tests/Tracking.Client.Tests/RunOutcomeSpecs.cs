using Tracking.Client.Runs;
using Tracking.Contracts.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public class RunOutcomeSpecs : ServerFixture
{
    private string? _runId;

    [Fact]
    public async Task A_block_that_ends_well_is_a_finished_run()
    {
        await using (await StartAsync())
            await Task.Yield();
        await AssertEndedAsync(RunStatus.Finished, null);
    }

    [Fact]
    public async Task An_exception_that_leaves_the_block_at_once_fails_the_run()
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await using var run = await StartAsync();
            throw new InvalidDataException("bad data");
        });
        await AssertEndedAsync(RunStatus.Failed, "InvalidDataException: bad data");
    }

    [Fact]
    public async Task An_exception_from_deep_below_and_another_thread_fails_the_run()
    {
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await using var run = await StartAsync();
            await run.LogMetricAsync("loss", 1);
            await Parallel.ForEachAsync(Enumerable.Range(0, 4), async (_, _) =>
            {
                await Task.Yield();
                throw new FormatException("deep");
            });
        });
        await AssertEndedAsync(RunStatus.Failed, "FormatException: deep");
    }

    [Fact]
    public async Task A_cancellation_that_leaves_the_block_kills_the_run()
    {
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var run = await StartAsync();
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel.Token);
        });
        await AssertEndedAsync(RunStatus.Killed, "TaskCanceledException: A task was canceled.");
    }

    [Fact]
    public async Task Exceptions_that_are_caught_within_the_block_do_not_fail_the_run()
    {
        await using (var run = await StartAsync())
        {
            for (var i = 0; i < 3; i++)
                await Assert.ThrowsAsync<InvalidDataException>(ThrowAsync);
            try
            {
                throw new InvalidDataException("handled at the very end");
            }
            catch (InvalidDataException)
            {
                Assert.False(string.IsNullOrEmpty(run.Id));
            }
        }

        await AssertEndedAsync(RunStatus.Finished, null);
    }

    [Fact]
    public async Task An_exception_after_the_block_does_not_fail_the_run()
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await using (await StartAsync())
                await Assert.ThrowsAsync<InvalidDataException>(ThrowAsync);
            throw new InvalidDataException("later and another one");
        });
        await AssertEndedAsync(RunStatus.Finished, null);
    }

    [Fact]
    public async Task A_failed_task_that_is_awaited_again_after_the_block_does_not_fail_the_run()
    {
        var broken = ThrowAsync();
        await using (await StartAsync())
            await Assert.ThrowsAsync<InvalidDataException>(() => broken);
        await Task.Yield();
        await Assert.ThrowsAsync<InvalidDataException>(() => broken);
        await AssertEndedAsync(RunStatus.Finished, null);
    }

    [Fact]
    public async Task Of_nested_runs_each_one_that_the_exception_leaves_fails()
    {
        string? inner = null, caught = null;
        await using (var outer = await StartAsync())
        {
            try
            {
                await using var nested = await Client.StartRunAsync();
                inner = nested.Id;
                await ThrowAsync();
            }
            catch (InvalidDataException error)
            {
                caught = error.Message;
            }
        }

        Assert.Equal("thrown", caught);
        Assert.Equal(RunStatus.Failed, (await Client.Runs.GetAsync(inner!)).Info!.Status);
        await AssertEndedAsync(RunStatus.Finished, null);
    }

    [Fact]
    public async Task A_hundred_runs_at_once_each_get_their_own_outcome()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            string? id = null;
            try
            {
                await using var run = await Client.StartRunAsync();
                id = run.Id;
                await run.LogMetricAsync("n", number);
                if (number % 3 == 0)
                    await ThrowAsync();
            }
            catch (InvalidDataException)
            {
                await Task.Yield();
            }

            return (number, status: (await Client.Runs.GetAsync(id!)).Info!.Status);
        }));
        Assert.All(outcomes, each =>
            Assert.Equal(each.number % 3 == 0 ? RunStatus.Failed : RunStatus.Finished, each.status));
    }

    [Fact]
    public async Task The_form_with_a_delegate_fails_the_run_and_throws_on()
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Client.RunAsync("work", async run =>
        {
            _runId = run.Id;
            await ThrowAsync();
        }));
        Assert.Equal("thrown", error.Message);
        await AssertEndedAsync(RunStatus.Failed, "InvalidDataException: thrown");

        await Client.RunAsync("work", async run => await run.LogMetricAsync(_runId = run.Id, 1));
        await AssertEndedAsync(RunStatus.Finished, null);
    }

    [Fact]
    public async Task A_run_that_was_ended_by_hand_stays_as_it_was_ended()
    {
        await using (var run = await StartAsync())
        {
            await run.FailAsync(new InvalidDataException("by hand"));
            await run.EndAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(() => run.LogMetricAsync("late", 1));
        }

        await AssertEndedAsync(RunStatus.Failed, "InvalidDataException: by hand");
    }

    [Fact]
    public async Task An_end_that_is_cancelled_leaves_the_run_to_its_disposal()
    {
        await using (var run = await StartAsync())
        {
            await run.LogMetricAsync("m", 1);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => run.EndAsync(RunStatus.Killed, new CancellationToken(canceled: true)));
        }

        await AssertEndedAsync(RunStatus.Finished, null);
    }

    private static async Task ThrowAsync()
    {
        await Task.Yield();
        throw new InvalidDataException("thrown");
    }

    private async Task<ActiveRun> StartAsync()
    {
        var run = await Client.StartRunAsync("outcomes");
        _runId = run.Id;
        return run;
    }

    private async Task AssertEndedAsync(RunStatus status, string? failure)
    {
        var run = await Client.Runs.GetAsync(_runId!, Patience.Token());
        Assert.Equal(status, run.Info!.Status);
        Assert.True(run.Info.EndTime >= run.Info.StartTime);
        Assert.Equal(failure, run.Data?.Tags?.SingleOrDefault(tag => tag.Key == "tracking.failure")?.Value);
    }
}
