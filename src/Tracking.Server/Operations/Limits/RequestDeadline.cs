using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.Limits;

/// <summary>
/// Stops what takes too long before its answer begins: a body that trickles in, a search without end, a wait in a
/// queue. Once the answer has begun, the pace of the client decides, for which there are other limits.
/// </summary>
internal sealed class RequestDeadline(RequestDelegate next, TrackingServerOptions options)
{
    private readonly TimeSpan _timeout = options.Limits.RequestTimeout;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ServedRoute>() is not { IsTimed: true })
        {
            await next(context);
            return;
        }

        var aborted = context.RequestAborted;
        using var deadline = new Deadline(_timeout, options.Time, aborted);
        context.Response.OnStarting(
            static state =>
            {
                ((Deadline)state).Lift();
                return Task.CompletedTask;
            },
            deadline);
        context.RequestAborted = deadline.Token;
        context.Features.Set(deadline);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException error) when (deadline.IsOver)
        {
            throw new TrackingException(
                ErrorCode.DeadlineExceeded,
                $"The request was stopped: it took longer than {_timeout.TotalSeconds:0.###} s. " +
                "Ask for less at once, or let the server's operator raise --request-timeout.",
                error);
        }
        finally
        {
            context.Features.Set<Deadline>(null);
            context.RequestAborted = aborted;
        }
    }
}
