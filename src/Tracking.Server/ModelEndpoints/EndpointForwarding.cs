using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;

namespace Tracking.Server.ModelEndpoints;

/// <summary>
/// Hands a scoring request on to an endpoint and its answer back, both as they are; <c>Server-Timing</c> says how long
/// the endpoint took.
/// </summary>
internal sealed class EndpointForwarding(HttpClient http, TimeSpan timeout, TimeProvider time)
{
    /// <exception cref="TrackingException">The endpoint is not ready, ended meanwhile, or took too long.</exception>
    public async Task SendAsync(HttpContext context, LiveEndpoint endpoint)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        using var request = Compose(context.Request, endpoint.RequireAddress());
        try
        {
            var began = time.GetTimestamp();
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var response = context.Response;
            response.StatusCode = (int)answer.StatusCode;
            response.ContentType = answer.Content.Headers.ContentType?.ToString();
            response.ContentLength = answer.Content.Headers.ContentLength;
            response.Headers["Server-Timing"] = string.Create(
                CultureInfo.InvariantCulture,
                $"endpoint;dur={time.GetElapsedTime(began).TotalMilliseconds:0.###}");
            await answer.Content.CopyToAsync(response.Body, either.Token);
        }
        catch (HttpRequestException error) when (error.InnerException is BadHttpRequestException bad)
        {
            throw new BadHttpRequestException(bad.Message, bad.StatusCode, error);
        }
        catch (HttpRequestException error) when (!context.Response.HasStarted)
        {
            throw new TrackingException(
                ErrorCode.TemporarilyUnavailable,
                $"The endpoint '{endpoint.Definition.Name}' does not answer: {error.Message}", error);
        }
        catch (OperationCanceledException error)
            when (limit.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new TrackingException(
                ErrorCode.DeadlineExceeded,
                $"The endpoint '{endpoint.Definition.Name}' did not answer within {timeout.TotalSeconds:0.###} s.",
                error);
        }
    }

    private static HttpRequestMessage Compose(HttpRequest from, Uri address)
    {
        var content = new StreamContent(from.Body);
        if (MediaTypeHeaderValue.TryParse(from.ContentType, out var type))
        {
            content.Headers.ContentType = type;
        }

        if (from.ContentLength is { } length)
        {
            content.Headers.ContentLength = length;
        }

        foreach (var encoding in from.Headers.ContentEncoding)
        {
            content.Headers.ContentEncoding.Add(encoding ?? "");
        }

        return new HttpRequestMessage(HttpMethod.Post, new Uri(address, "invocations")) { Content = content };
    }
}
