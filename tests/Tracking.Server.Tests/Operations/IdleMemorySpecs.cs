using Tracking.Server.Operations;

namespace Tracking.Server.Tests.Operations;

public sealed class IdleMemorySpecs
{
    private const long Megabyte = 1L << 20;

    private long _allocated;
    private int _collections;

    private IdleMemory Memory => field ??= new IdleMemory(() => _allocated, () => _collections++);

    [Fact]
    public void Memory_is_given_back_once_after_the_load_and_not_during_it()
    {
        Assert.False(LookAfter(0));
        Assert.False(LookAfter(100 * Megabyte));
        Assert.False(LookAfter(100 * Megabyte));
        Assert.True(LookAfter(Megabyte));
        Assert.False(LookAfter(Megabyte));
        Assert.Equal(1, _collections);
    }

    [Fact]
    public void What_little_a_quiet_server_allocates_is_no_reason_to_collect()
    {
        Assert.False(LookAfter(0));
        Assert.DoesNotContain(true, Enumerable.Range(0, 31).Select(_ => LookAfter(Megabyte)));
        Assert.True(LookAfter(Megabyte));
    }

    private bool LookAfter(long bytes)
    {
        _ = Memory;
        _allocated += bytes;
        return Memory.Look();
    }
}
