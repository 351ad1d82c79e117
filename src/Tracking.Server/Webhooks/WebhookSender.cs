using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tracking.Core.Webhooks;
using Tracking.Server.Hosting;

namespace Tracking.Server.Webhooks;

/// <summary>
/// Sends payloads, signed as MLflow signs them. It follows no redirects, uses no proxy, reads a bounded part of the
/// answer and waits a bounded time for it.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MaxAnswerBytes = 8_192;
    private const int MaxAnswerHeaderKilobytes = 16;

    private readonly WebhookDestinations _destinations;
    private readonly WebhookSecrets _secrets;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public WebhookSender(
        WebhookOptions options, WebhookDestinations destinations, WebhookSecrets secrets, TimeProvider time)
    {
        _options = options;
        _destinations = destinations;
        _secrets = secrets;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = MaxAnswerHeaderKilobytes,
            MaxConnectionsPerServer = options.MaxParallelWebhooks,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>One attempt; what goes wrong is in the answer, only the caller's cancellation is thrown.</summary>
    public async Task<WebhookAnswer> SendAsync(
        WebhookTarget target, string deliveryId, string payload, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Compose(target, deliveryId, payload);
            using var response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response, either.Token);
            return new WebhookAnswer(
                (int)response.StatusCode, body, RetryAfter: RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookAnswer.None($"There was no whole answer within {_options.RequestTimeout.TotalSeconds} s.");
        }
        catch (CryptographicException error)
        {
            return WebhookAnswer.None($"The secret cannot be read: {error.Message}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            return error.GetBaseException() is WebhookRefusedException refusal
                ? WebhookAnswer.None(refusal.Message) with { IsRefused = true }
                : WebhookAnswer.None(Explain(error));
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The cause itself; but what wraps the cause of a socket names the address.</summary>
    private static string Explain(Exception error) =>
        error.InnerException is null or SocketException ? error.Message : error.GetBaseException().Message;

    private HttpRequestMessage Compose(WebhookTarget target, string deliveryId, string payload)
    {
        var body = Encoding.UTF8.GetBytes(payload);
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, target.Webhook.Url) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tracking", InfoPages.Version));
        request.Headers.Add("X-MLflow-Delivery-Id", deliveryId);
        request.Headers.Add("X-MLflow-Timestamp", timestamp);
        if (target.SealedSecret is { } sealedSecret)
        {
            var secret = _secrets.Open(target.Webhook.WebhookId, sealedSecret);
            request.Headers.Add("X-MLflow-Signature", WebhookSignature.Of(secret, deliveryId, timestamp, body));
        }

        return request;
    }

    /// <summary>Connects to an address that was looked at, so that a name cannot mean another one by then.</summary>
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = await _destinations.ResolveAsync(endpoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The beginning of the answer; what follows is not read, and its connection is closed.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxAnswerBytes];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
}

/// <summary>What came of one attempt.</summary>
/// <param name="Status">Null where no answer came.</param>
/// <param name="Body">The beginning of the answer.</param>
/// <param name="Error">Why no answer came.</param>
/// <param name="RetryAfter">When to try again, where the answer says so.</param>
internal sealed record WebhookAnswer(int? Status, string? Body, string? Error = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The server itself does not go there; trying again is no use.</summary>
    public bool IsRefused { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    public static WebhookAnswer None(string error) => new(Status: null, Body: null, error);
}
