using System.Text;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;

namespace Tracking.Stores.Contract.Lifecycle;

public abstract class IdempotencyStoreSpecs : StoreSpecs
{
    [Fact]
    public async Task The_answer_is_there_with_what_was_created()
    {
        await CreateRunAsync("a", "key");

        var stored = await Rig.Idempotency.FindAsync("key", Deadline);

        Assert.Equal(("print", "created a"), (stored!.Fingerprint, Encoding.UTF8.GetString(stored.Body)));
        Assert.Null(await Rig.Idempotency.FindAsync("other", Deadline));
    }

    [Fact]
    public async Task A_used_key_creates_nothing()
    {
        await CreateRunAsync("a", "key");

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => CreateRunAsync("b", "key"));

        Assert.Equal(ErrorCode.IdempotencyKeyInUse, refusal.Code);
        await Assert.ThrowsAsync<TrackingException>(() => Rig.Runs.GetAsync("b", Deadline));
    }

    [Fact]
    public async Task A_refused_create_leaves_the_key_free()
    {
        await Assert.ThrowsAsync<TrackingException>(() => CreateRunAsync("a", "key", experimentId: 99));

        Assert.Null(await Rig.Idempotency.FindAsync("key", Deadline));
        await CreateRunAsync("a", "key");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_made_leaves_neither_answer_nor_thing()
    {
        var experiment = new NewExperiment("e", ArtifactRoot, null, [])
        {
            Once = new CreateOnce<Experiment>(
                new IdempotencyKey("key", "print"), _ => throw new InvalidOperationException("no answer")),
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Rig.Experiments.CreateAsync(experiment, Deadline));

        Assert.Null(await Rig.Idempotency.FindAsync("key", Deadline));
        Assert.Null(await Rig.Experiments.FindByNameAsync("e", Deadline));
    }

    [Fact]
    public async Task Old_keys_and_those_beyond_the_number_are_forgotten_oldest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            await CreateRunAsync($"run{i}", $"key{i}");
        }

        Assert.Equal(0, await Rig.Idempotency.PruneAsync(createdBeforeMs: 0, keptMax: 5, Deadline));
        Assert.Equal(2, await Rig.Idempotency.PruneAsync(createdBeforeMs: 0, keptMax: 3, Deadline));
        Assert.Null(await Rig.Idempotency.FindAsync("key1", Deadline));
        Assert.NotNull(await Rig.Idempotency.FindAsync("key2", Deadline));
        Assert.Equal(3, await Rig.Idempotency.PruneAsync(createdBeforeMs: long.MaxValue, keptMax: 3, Deadline));
        Assert.Null(await Rig.Idempotency.FindAsync("key4", Deadline));
    }

    private Task<Run> CreateRunAsync(string runId, string key, long experimentId = 0) =>
        Rig.Runs.CreateAsync(
            new NewRun(runId, experimentId, "user", "name", 1, [])
            {
                Once = new CreateOnce<Run>(
                    new IdempotencyKey(key, "print"), run => Encoding.UTF8.GetBytes($"created {run.Info.RunId}")),
            },
            Deadline);
}
