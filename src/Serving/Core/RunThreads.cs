namespace Tracking.Serving.Core;

/// <summary>
/// Threads for work that computes for long: on threads of the pool it would hold up every request behind it, since the
/// pool grows by one or two threads a second only. Work keeps the context of whoever queued it. Thread-safe.
/// </summary>
/// <param name="idleTime">After it a thread without work ends.</param>
/// <param name="most">Threads at a time; further work waits in its order.</param>
internal sealed class RunThreads(TimeSpan idleTime, int most = int.MaxValue)
{
    /// <summary>From here on a run is long: to change threads for it costs less than a hundredth.</summary>
    public static readonly TimeSpan LongRun = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan UsualIdleTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<Runner> _idle = [];
    private readonly Queue<IThreadPoolWorkItem> _waiting = [];
    private int _running;

    /// <summary>For work that is bounded by those who queue it: batches by their lanes, loads by their slots.</summary>
    public static RunThreads Shared { get; } = new(UsualIdleTime);

    /// <summary>For requests that run by themselves, of which there may be any number.</summary>
    public static RunThreads Requests { get; } = new(UsualIdleTime, Math.Max(32, 8 * Environment.ProcessorCount));

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

    /// <summary>Runs it at once, on the thread that became idle last or on a new one, unless all are busy.</summary>
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
            else if (_running >= most)
            {
                _waiting.Enqueue(work);
                return;
            }

            _running++;
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

    /// <summary>As <see cref="Queue"/>, and hands over the result.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var call = new Call<T>(work);
        Queue(call);
        return call.Task;
    }

    private sealed class Call<T>(Func<T> work)
        : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IThreadPoolWorkItem
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public void Execute()
        {
            if (_context is null)
            {
                Run();
            }
            else
            {
                ExecutionContext.Run(_context, static call => ((Call<T>)call!).Run(), this);
            }
        }

        private void Run()
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

        /// <summary>On its own thread: what to do next.</summary>
        public void Take(IThreadPoolWorkItem? work) => _work = work;

        public void GoOn(IThreadPoolWorkItem work)
        {
            _work = work;
            _given.Release();
        }

        private void Run()
        {
            do
            {
                _work!.Execute();
            }
            while (owner.TakeWaiting(this) || WaitForWork());

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

    /// <summary>Gives what waits longest to a thread that is done, or makes it idle.</summary>
    private bool TakeWaiting(Runner runner)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var work))
            {
                runner.Take(work);
                return true;
            }

            _running--;
            runner.Take(null);
            _idle.Add(runner);
            return false;
        }
    }
}
