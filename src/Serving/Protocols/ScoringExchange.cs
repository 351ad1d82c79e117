using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;
using Tracking.Serving.Protocols.Compression;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols;

/// <summary>Carries one scoring request over HTTP: limits, deadline, errors; the protocol does the rest.</summary>
internal sealed class ScoringExchange(
    RequestDeadline deadline, FrozenServingOptions options, ILogger<ScoringExchange> logger)
{
    private const int LongestMessage = 2000;

    /// <summary>Answers a request; the connection is only dropped if the caller has gone.</summary>
    public async Task RunAsync(HttpContext context, ScoringProtocol protocol)
    {
        using var answer = new ResponseBuffer();
        AnswerHead outcome;
        try
        {
            protocol.CheckHeaders(context.Request);
            using var clock = deadline.Start(context.RequestAborted);
            using var body = await ReadBodyAsync(context, clock.Token);
            outcome = await protocol.AnswerAsync(new ScoringCall(context, body.Bytes, clock.Token), answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (CallerGoneException)
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

        await AnswerSending.SendAsync(context, outcome, answer);
    }

    private async ValueTask<RequestBody> ReadBodyAsync(HttpContext context, CancellationToken token)
    {
        try
        {
            var coding = BodyCodings.OfRequest(context.Request);
            var body = await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes, token);
            if (coding == BodyCoding.Identity)
            {
                return body;
            }

            using (body)
            {
                return BodyUnpacking.Unpack(body.Bytes, coding, options.MaxBodyBytes, token);
            }
        }
        catch (OperationCanceledException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new ServingException(
                ServingError.DeadlineExceeded,
                $"The request body did not arrive within {deadline.Timeout.TotalSeconds:0.###} s.",
                error);
        }
    }

    private AnswerHead WriteError(ScoringProtocol protocol, Exception error, ResponseBuffer answer)
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
}
