using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;
using Tracking.Serving.Operations.Logging;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Protocols.Grpc;

/// <summary>Carries calls over HTTP/2: frames, limits, deadlines, compression, status. Thread-safe.</summary>
internal sealed class GrpcExchange(
    RequestDeadline deadline, FrozenServingOptions options, ILogger<GrpcExchange> logger)
{
    /// <summary>Carries a call of one message each way.</summary>
    public async Task RunUnaryAsync(HttpContext context, UnaryMethod method)
    {
        if (!GrpcHeaders.Check(context))
        {
            return;
        }

        using var answer = new GrpcAnswer();
        var outcome = GrpcOutcome.Ok;
        try
        {
            await AnswerAsync(context, method, answer);
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
            outcome = GrpcErrors.From(error, logger);
        }

        Send(context, answer, outcome);
    }

    /// <summary>Carries a call of any number of messages each way.</summary>
    public async Task RunStreamAsync(HttpContext context, StreamMethod method)
    {
        if (!GrpcHeaders.Check(context))
        {
            return;
        }

        var outcome = GrpcOutcome.Ok;
        using var callerPatience = PatienceOf(context);
        using var stream = new GrpcStream(context, options.MaxBodyBytes, callerPatience.Token);
        try
        {
            await method(stream);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (CallerGoneException)
        {
            return;
        }
        catch (OperationCanceledException) when (callerPatience.IsCancellationRequested)
        {
            outcome = new GrpcOutcome(GrpcStatusCode.DeadlineExceeded, "The call's own deadline has passed.");
        }
        catch (Exception error)
        {
            outcome = GrpcErrors.From(error, logger);
        }

        GrpcHeaders.End(context.Response, outcome, context.Response.HasStarted);
    }

    /// <summary>Ends a call of a method that does not exist.</summary>
    public static Task SendUnimplementedAsync(HttpContext context)
    {
        if (GrpcHeaders.Check(context))
        {
            var outcome = new GrpcOutcome(
                GrpcStatusCode.Unimplemented, $"There is no method '{context.Request.Path}'.");
            GrpcHeaders.End(context.Response, outcome, hasBody: false);
        }

        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context, UnaryMethod method, GrpcAnswer answer)
    {
        var patience = GrpcTimeout.Parse(context.Request.Headers[GrpcHeaders.Timeout]) ?? deadline.Timeout;
        if (patience <= TimeSpan.Zero)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "The call came with no time left.");
        }

        using var clock = deadline.Start(patience, context.RequestAborted);
        using var body = await ReadBodyAsync(context, clock.Token);
        using var message = GrpcMessage.Single(
            body.Bytes, context.Request.Headers[GrpcHeaders.Encoding], options.MaxBodyBytes);
        await method(new GrpcCall(message.Bytes, answer, clock.Token, context.RequestAborted)
        {
            Patience = patience,
            Reached = context.Features.Get<ReachedModel>(),
        });
    }

    private async ValueTask<RequestBody> ReadBodyAsync(HttpContext context, CancellationToken token)
    {
        try
        {
            return await RequestBody.ReadAsync(
                context.Request, options.MaxBodyBytes + GrpcMessage.HeaderBytes, token);
        }
        catch (OperationCanceledException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new GrpcException(
                GrpcStatusCode.DeadlineExceeded, "The call's message did not arrive in time.", error);
        }
    }

    private CancellationTokenSource PatienceOf(HttpContext context)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            if (GrpcTimeout.Parse(context.Request.Headers[GrpcHeaders.Timeout]) is { } patience)
            {
                source.CancelAfter(patience);
            }
        }
        catch (GrpcException error)
        {
            // A stream without a readable deadline lives as one without any; its caller ends it.
            logger.LogWarning("{Message}", error.Message);
        }

        return source;
    }

    // Nothing is flushed here: Kestrel then sends headers, message and trailers as one when the request ends.
    private static void Send(HttpContext context, GrpcAnswer answer, GrpcOutcome outcome)
    {
        if (outcome.Code != GrpcStatusCode.Ok)
        {
            GrpcHeaders.End(context.Response, outcome, hasBody: false);
            return;
        }

        var isGzip = context.Request.Headers[GrpcHeaders.Encoding] == GrpcHeaders.Gzip
            && GrpcHeaders.AcceptsGzip(context.Request);
        if (isGzip)
        {
            context.Response.Headers[GrpcHeaders.Encoding] = GrpcHeaders.Gzip;
            answer.WriteGzipTo(context.Response.BodyWriter);
        }
        else
        {
            answer.WriteTo(context.Response.BodyWriter);
        }

        GrpcHeaders.End(context.Response, outcome, hasBody: true);
    }
}
