namespace Tracking.Serving.Core;

/// <summary>
/// Threads for work that computes for long: on threads of the pool it would hold up every request behind it, since the
/// pool grows by one or two threads a second only. Whoever queues bounds how much runs at a time. Thread-safe.
/// </summary>
internal sealed class RunThreads(TimeSpan idleTime)
{
    private readonly Lock _gate = new();
    private readonly List<Runner> _idle = [];

    /// <summary>Those of the process; a thread ends after ten seconds without work.</summary>
    public static RunThreads Shared { get; } = new(TimeSpan.FromSeconds(10));

    /// <summary>Threads that wait for work.</summary>
    public int Idle
    {
        get
        {
            lock (_gate)
            {
                return _idle.Count;
            }
        }
    }

    /// <summary>Runs it at once, on the thread that became idle last or on a new one.</summary>
    public void Queue(IThreadPoolWorkItem work)
    {
        Runner? runner = null;
        lock (_gate)
        {
            if (_idle.Count > 0)
            {
                runner = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }
        }

        if (runner is null)
        {
            new Runner(this).Start(work);
        }
        else
        {
            runner.GoOn(work);
        }
    }

    /// <summary>Runs it at once, and hands over its result.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var call = new Call<T>(work);
        Queue(call);
        return call.Task;
    }

    private sealed class Call<T>(Func<T> work)
        : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IThreadPoolWorkItem
    {
        public void Execute()
        {
            try
            {
                SetResult(work());
            }
            catch (Exception error)
            {
                SetException(error);
            }
        }
    }

    private sealed class Runner(RunThreads owner) : IDisposable
    {
        private readonly SemaphoreSlim _given = new(0);
        private IThreadPoolWorkItem? _work;

        public void Start(IThreadPoolWorkItem work)
        {
            _work = work;
            new Thread(Run) { IsBackground = true, Name = "model runs" }.UnsafeStart();
        }

        public void GoOn(IThreadPoolWorkItem work)
        {
            _work = work;
            _given.Release();
        }

        private void Run()
        {
            do
            {
                var work = _work!;
                _work = null;
                work.Execute();
                lock (owner._gate)
                {
                    owner._idle.Add(this);
                }
            }
            while (WaitForWork());

            Dispose();
        }

        public void Dispose() => _given.Dispose();

        private bool WaitForWork()
        {
            if (_given.Wait(owner.IdleTime))
            {
                return true;
            }

            lock (owner._gate)
            {
                if (owner._idle.Remove(this))
                {
                    return false;
                }
            }

            // Somebody has taken it out to give it work.
            _given.Wait();
            return true;
        }
    }

    private TimeSpan IdleTime => idleTime;
}
