using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace Tracking.Client.Internal.Transport;

/// <summary>Sends calls to one server: credentials, timeouts, retries. Safe for concurrent use.</summary>
internal sealed class HttpTransport : IDisposable
{
    // Larger than any page the API answers; downloads are not buffered.
    private const long MaxAnswerBytes = 256 * 1024 * 1024;

    internal const string FeaturesHeader = "Tracking-Features";

    private readonly TrackingClientOptions _options;
    private readonly RetryPolicy _retries;
    private readonly HttpClient _http;
    private readonly AuthenticationHeaderValue? _authorization;
    private volatile bool _serverWasReached;
    private bool? _honoursKeys;

    internal HttpTransport(TrackingClientOptions options)
    {
        var uri = OptionLimits.Check(options);
        _options = options;
        _retries = new RetryPolicy(options);
        _authorization = Authorization(options, uri);
        BaseUri = new UriBuilder(uri) { UserName = "", Password = "" }.Uri;
        _http = new HttpClient(
            options.HttpHandler ?? PooledHandler.Create(options), disposeHandler: options.HttpHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("tracking-dotnet-client", ProductVersion()));
    }

    /// <summary>The server's address with a trailing slash and without credentials.</summary>
    internal Uri BaseUri { get; }

    /// <summary>The clock of timeouts and waits.</summary>
    internal TimeProvider Time => _options.Time;

    public void Dispose() => _http.Dispose();

    /// <summary>An answer that the call takes as good; the caller disposes it.</summary>
    /// <exception cref="TrackingClientException">Everything else, after the retries that are due.</exception>
    internal async Task<HttpResponseMessage> SendAsync(OutgoingCall call, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var (answer, failure) = await AttemptAsync(call, cancellationToken);
            if (answer is not null && call.IsGood(answer))
                return answer;

            using (answer)
            {
                if (call.IsSentOnce || retry >= call.MaxRetries || !_retries.Allows(retry, _serverWasReached)
                    || !await MayRepeatAsync(call, answer, failure, cancellationToken))
                    throw failure is null
                        ? (await ServerErrors.ReadAsync(call, answer!, cancellationToken))
                            .After(_retries.RetryAfter(answer))
                        : ServerErrors.Describe(call, failure, BaseUri, _options.RequestTimeout);
                await Task.Delay(_retries.Delay(retry, answer), _options.Time, cancellationToken);
            }
        }
    }

    /// <summary>Whether another attempt may succeed, and cannot do again what the first may have done.</summary>
    private async Task<bool> MayRepeatAsync(
        OutgoingCall call, HttpResponseMessage? answer, Exception? failure, CancellationToken cancellationToken)
    {
        bool May(bool repeatable) => failure is null
            ? RetryPolicy.IsTransient(answer!, repeatable)
            : repeatable || RetryPolicy.NeverArrived(failure);
        return May(call.Repeatable)
            || (call.IdempotencyKey is not null && May(repeatable: true) && await HonoursKeysAsync(cancellationToken));
    }

    /// <summary>Asked only when it matters: other servers ignore the key, and would create twice.</summary>
    private async Task<bool> HonoursKeysAsync(CancellationToken cancellationToken)
    {
        if (_honoursKeys is { } known)
            return known;
        try
        {
            using var health = await SendAsync(
                new OutgoingCall(HttpMethod.Get, new Uri(BaseUri, "health"), "GET health"), cancellationToken);
            var honours = health.Headers.TryGetValues(FeaturesHeader, out var features)
                && features.Contains("idempotency-key");
            _honoursKeys = honours;
            return honours;
        }
        catch (TrackingClientException)
        {
            // The caller tells what went wrong with the create itself.
            return false;
        }
    }

    private async Task<(HttpResponseMessage? Answer, Exception? Failure)> AttemptAsync(
        OutgoingCall call,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        call.Progress?.Watch(() => timeout.CancelAfter(_options.RequestTimeout));
        using var request = new HttpRequestMessage(call.Method, call.Uri) { Content = call.Content?.Invoke() };
        if (call.Uri.Authority == BaseUri.Authority)
            request.Headers.Authorization = _authorization;
        if (call.IdempotencyKey is { } key)
            request.Headers.Add("Idempotency-Key", key);
        call.Prepare?.Invoke(request);
        HttpResponseMessage? answer = null;
        try
        {
            var completion = call.ReadAnswer is null
                ? HttpCompletionOption.ResponseContentRead
                : HttpCompletionOption.ResponseHeadersRead;
            answer = await _http.SendAsync(request, completion, either.Token);
            _serverWasReached = true;
            if (call.ReadAnswer is { } read && call.IsGood(answer))
                await read(answer, either.Token);
            return (answer, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer?.Dispose();
            return (null, new TimeoutException());
        }
        catch (Exception failure) when (IsNetworkFailure(failure))
        {
            answer?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return (null, failure);
        }
        finally
        {
            call.Progress?.Watch(static () => { });
        }
    }

    // A full disk while reading an answer into a file is an IOException as well, but asking again does not help it.
    private static bool IsNetworkFailure(Exception failure) =>
        failure is HttpRequestException or HttpIOException or IOException { InnerException: SocketException };

    private static AuthenticationHeaderValue? Authorization(TrackingClientOptions options, Uri uri)
    {
        var inUri = uri.UserInfo.Split(':', 2);
        var user = options.Username ?? (uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(inUri[0]) : null);
        var password = options.Password ?? (inUri.Length > 1 ? Uri.UnescapeDataString(inUri[1]) : "");
        if (user is not null)
            return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return options.Token is { } token ? new("Bearer", token) : null;
    }

    private static string ProductVersion() =>
        typeof(HttpTransport).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? "0";
}
