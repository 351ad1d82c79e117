using System.Net.Http.Headers;
using Tracking.Telemetry.Json;

namespace Tracking.Telemetry;

/// <summary>The last stop before the wire: writes OTLP's JSON where it is asked for, and sees how it went.</summary>
/// <param name="reach">Is told how it went.</param>
/// <param name="jsonMessage">The message of <see cref="OtlpSchema"/> to write as JSON; null to send what comes.</param>
internal sealed class CollectorHandler(CollectorReach reach, string? jsonMessage)
    : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            if (jsonMessage is not null)
            {
                using var body = new MemoryStream();
                request.Content!.CopyTo(body, null, cancellationToken);
                PutJson(request, body, jsonMessage);
            }

            return Seen(request, base.Send(request, cancellationToken));
        }
        catch (Exception error) when (IsFailure(error))
        {
            reach.Unreachable(request.RequestUri!, Describe(error));
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            if (jsonMessage is not null)
            {
                using var body = new MemoryStream();
                await request.Content!.CopyToAsync(body, cancellationToken);
                PutJson(request, body, jsonMessage);
            }

            return Seen(request, await base.SendAsync(request, cancellationToken));
        }
        catch (Exception error) when (IsFailure(error))
        {
            reach.Unreachable(request.RequestUri!, Describe(error));
            throw;
        }
    }

    private static bool IsFailure(Exception error) => error is HttpRequestException or OperationCanceledException;

    private static string Describe(Exception error) =>
        error is OperationCanceledException ? "it did not answer in time" : error.Message;

    private static void PutJson(HttpRequestMessage request, MemoryStream protobuf, string message)
    {
        var content = new ByteArrayContent(OtlpJson.Of(protobuf.ToArray(), message));
        content.Headers.ContentType = JsonType;
        request.Content!.Dispose();
        request.Content = content;
    }

    private HttpResponseMessage Seen(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            reach.Reached(request.RequestUri!);
        }
        else
        {
            reach.Refused(request.RequestUri!, (int)response.StatusCode);
        }

        return response;
    }
}
