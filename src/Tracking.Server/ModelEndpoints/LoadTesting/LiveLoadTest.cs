using System.Globalization;
using System.Net.Http.Headers;
using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>
/// A load test of an endpoint: each connection sends the next request when it has the answer to the last. Thread-safe.
/// </summary>
internal sealed class LiveLoadTest : IDisposable
{
    private static readonly TimeSpan PauseAfterNoConnection = TimeSpan.FromMilliseconds(100);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly LiveEndpoint _endpoint;
    private readonly LoadPlan _plan;
    private readonly TimeProvider _time;
    private readonly LoadRecord _record;
    private readonly long _startMs;
    private readonly long _began;
    private readonly CancellationTokenSource _cancel = new();
    private readonly Task _running;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private long _ended;
    private int _state = (int)LoadTestState.Running;

    public LiveLoadTest(LiveEndpoint endpoint, LoadPlan plan, TimeProvider time)
    {
        var address = endpoint.RequireAddress();
        (_endpoint, _plan, _time, _record) = (endpoint, plan, time, new LoadRecord(plan));
        _startMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        _began = time.GetTimestamp();
        _running = Task.Run(() => RunAsync(new Uri(address, "invocations")));
    }

    public string Id => _id;

    public string ModelName => _endpoint.Definition.ModelName;

    public bool IsRunning => !_running.IsCompleted;

    public LoadTest ToWire() => _record.Describe(
        new LoadTest
        {
            LoadTestId = _id,
            Endpoint = _endpoint.Definition.Name,
            ModelUri = _endpoint.Definition.ModelUri,
            State = (LoadTestState)Volatile.Read(ref _state),
            Connections = _plan.Connections,
            Seconds = _plan.Seconds,
            RowsPerRequest = _plan.Rows,
            Machine = Environment.MachineName,
            StartTimestamp = _startMs,
        },
        _time.GetElapsedTime(_began, Volatile.Read(ref _ended) is not 0 and var ended ? ended : _time.GetTimestamp()));

    /// <summary>Ends it early and waits for that; one that is over stays as it is.</summary>
    public async Task CancelAsync()
    {
        await _cancel.CancelAsync();
        await _running;
    }

    public void Dispose() => _cancel.Dispose();

    private async Task RunAsync(Uri target)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = _plan.Connections,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(_plan.Seconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, _cancel.Token);
        var senders = Enumerable.Range(0, _plan.Connections).Select(_ => SendManyAsync(http, target, either.Token));
        var state = LoadTestState.Failed;
        try
        {
            await Task.WhenAll([.. senders]);
            state = _cancel.IsCancellationRequested && !over.IsCancellationRequested
                ? LoadTestState.Cancelled
                : LoadTestState.Finished;
        }
        finally
        {
            Volatile.Write(ref _ended, _time.GetTimestamp());
            Volatile.Write(ref _state, (int)state);
        }
    }

    private async Task SendManyAsync(HttpClient http, Uri target, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await SendAsync(http, target, over);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                // A request that the end cut off says nothing about the endpoint.
                return;
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                _record.Failed(_time.GetElapsedTime(_began), "connection", error.Message);
                await Task.Delay(PauseAfterNoConnection, _time, over)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendAsync(HttpClient http, Uri target, CancellationToken over)
    {
        using var content = new ByteArrayContent(_plan.Body);
        content.Headers.ContentType = Json;
        var began = _time.GetTimestamp();
        using var answer = await http.PostAsync(target, content, over);
        var now = _time.GetElapsedTime(_began);
        if (answer.IsSuccessStatusCode)
        {
            _record.Answered(now, _time.GetElapsedTime(began));
            return;
        }

        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        _record.Failed(now, status, await answer.Content.ReadAsStringAsync(over));
    }
}
