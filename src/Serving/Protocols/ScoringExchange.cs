using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols;

/// <summary>Carries one scoring request over HTTP: limits, deadline, errors; the protocol does the rest.</summary>
internal sealed class ScoringExchange(
    RequestDeadline deadline, FrozenServingOptions options, ILogger<ScoringExchange> logger)
{
    private const string Json = "application/json";
    private const int LongestMessage = 2000;

    /// <summary>Answers a request; the connection is only dropped if the caller has gone.</summary>
    public async Task RunAsync(HttpContext context, ScoringProtocol protocol)
    {
        using var answer = new ResponseBuffer();
        var outcome = new ErrorAnswer(StatusCodes.Status200OK, Json);
        try
        {
            protocol.CheckHeaders(context.Request);
            using var clock = deadline.Start(context.RequestAborted);
            using var body = await ReadBodyAsync(context, clock.Token);
            await protocol.AnswerAsync(new ScoringCall(context, body.Bytes, clock.Token), answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            answer.Clear();
            outcome = WriteError(protocol, error, answer);
            if (error is ServingException { RetryAfter: { } after })
            {
                context.Response.Headers.RetryAfter = $"{Math.Ceiling(Math.Max(1, after.TotalSeconds)):0}";
            }
        }

        await SendAsync(context.Response, outcome, answer);
    }

    private async ValueTask<RequestBody> ReadBodyAsync(HttpContext context, CancellationToken token)
    {
        try
        {
            return await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes, token);
        }
        catch (OperationCanceledException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new ServingException(
                ServingError.DeadlineExceeded,
                $"The request body did not arrive within {deadline.Timeout.TotalSeconds:0.###} s.",
                error);
        }
    }

    private ErrorAnswer WriteError(ScoringProtocol protocol, Exception error, ResponseBuffer answer)
    {
        switch (error)
        {
            case Models.Scoring.ScoringException scoring:
                return WriteError(protocol, ServingException.From(scoring), answer);
            case ServingException coded:
                if (coded.Error == ServingError.ModelFailed)
                {
                    logger.LogWarning(coded, "The model failed: {Message}", coded.Message);
                }

                return protocol.WriteError(coded.Error, Shorten(coded.Message), answer);
            case BadHttpRequestException bad:
                var kind = bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? ServingError.BodyTooLarge
                    : ServingError.MalformedRequest;
                return protocol.WriteError(kind, bad.Message, answer);
            default:
                logger.LogError(error, "A scoring request failed unexpectedly.");
                return protocol.WriteError(
                    ServingError.Unexpected, $"Unexpected {error.GetType().Name}; the server's log has it.", answer);
        }
    }

    // Messages quote the request, which may be many megabytes.
    private static string Shorten(string message) =>
        message.Length > LongestMessage ? message[..LongestMessage] + "…" : message;

    private static async Task SendAsync(HttpResponse response, ErrorAnswer outcome, ResponseBuffer answer)
    {
        response.StatusCode = outcome.Status;
        response.ContentType = outcome.ContentType;
        response.ContentLength = answer.Count;
        var writer = response.BodyWriter;
        answer.Written.CopyTo(writer.GetSpan(answer.Count));
        writer.Advance(answer.Count);
        await writer.FlushAsync(response.HttpContext.RequestAborted);
    }
}
