namespace Tracking.Stores.Dialects.PostgreSql;

/// <summary>
/// Threads that serve one queue, each with a connection of its own: the work of stores is synchronous and must not
/// block the thread pool. Threads are started as they are needed and stay.
/// </summary>
internal sealed class PostgresWorkers : IAsyncDisposable
{
    private readonly RequestQueue _queue;
    private readonly Func<PostgresWorker> _create;
    private readonly string _name;
    private readonly int _threadsMax;
    private readonly Lock _gate = new();
    private readonly List<Task> _ended = [];

    public PostgresWorkers(string name, RequestQueue queue, int threadsMax, Func<PostgresWorker> create)
    {
        (_name, _queue, _threadsMax, _create) = (name, queue, threadsMax, create);
    }

    public Task<T> RunAsync<T>(StoreRequest<T> request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        _queue.Add(request);
        if (_queue.IsShortOfThreads)
        {
            StartOne();
        }

        return request.WaitAsync(cancellationToken);
    }

    /// <summary>Serves what waits, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        Task[] ended;
        lock (_gate)
        {
            ended = [.. _ended];
        }

        await Task.WhenAll(ended);
    }

    private void StartOne()
    {
        lock (_gate)
        {
            if (_ended.Count == _threadsMax)
            {
                return;
            }

            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ended.Add(ended.Task);
            new Thread(() => Serve(ended)) { IsBackground = true, Name = $"tracking-postgres-{_name}" }.Start();
        }
    }

    private void Serve(TaskCompletionSource ended)
    {
        using (var worker = _create())
        {
            while (_queue.TakeOne() is { } request)
            {
                if (request.TryStart())
                {
                    worker.Serve(request);
                }
            }
        }

        ended.SetResult();
    }
}
