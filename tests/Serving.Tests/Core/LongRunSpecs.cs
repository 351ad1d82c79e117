using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Uris;
using Tracking.Serving.Batching;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Core;

public class LongRunSpecs
{
    private readonly ManualTime _clock = new();
    private readonly FakeRegistry _registry = new();
    private readonly List<bool> _onPool = [];
    private TimeSpan _runTime;

    [Theory]
    [InlineData(BatchingMode.Off)]
    [InlineData(BatchingMode.Adaptive)]
    public async Task A_model_that_takes_long_runs_on_threads_of_its_own_until_it_is_quick_again(BatchingMode mode)
    {
        await using var rig = await StartAsync(mode);
        _runTime = TimeSpan.FromMilliseconds(50);
        await ScoreTwiceAsync(rig);
        _runTime = TimeSpan.FromMilliseconds(1);
        await ScoreTwiceAsync(rig);

        Assert.Equal([true, false, false, true], _onPool);
    }

    private Task<EngineRig> StartAsync(BatchingMode mode) => EngineRig.StartAsync(
        _registry,
        options =>
        {
            options.Batching = new BatchingOptions { Mode = mode, Concurrency = 1 };
            options.Models.Add(new ServedModel(ModelUri.Parse("models:/iris/3")));
        },
        services => services.AddSingleton<TimeProvider>(_clock));

    private async Task ScoreTwiceAsync(EngineRig rig)
    {
        _registry.Opened[0].Change = results =>
        {
            _onPool.Add(Thread.CurrentThread.IsThreadPoolThread);
            _clock.Advance(_runTime);
            return results;
        };
        for (var request = 0; request < 2; request++)
        {
            Assert.Equal(4, await Task.Run(() => rig.ScoreAsync(1)));
        }
    }
}
