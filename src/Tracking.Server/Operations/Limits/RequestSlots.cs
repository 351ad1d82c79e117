using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.Limits;

/// <summary>Lets so many requests work at a time; the next ones wait in the order in which they came.</summary>
internal sealed class RequestSlots(RequestDelegate next, ServerLimits limits, ConcurrencyLimiter slots)
{
    public static ConcurrencyLimiter LimiterOf(ServerLimits limits) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = limits.ConcurrentRequests,
        QueueLimit = limits.QueuedRequests,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ServedRoute>() is not { Kind: not RouteKind.Probe })
        {
            await next(context);
            return;
        }

        using var slot = await slots.AcquireAsync(permitCount: 1, context.RequestAborted);
        if (!slot.IsAcquired)
        {
            throw new TrackingException(
                ErrorCode.TemporarilyUnavailable,
                $"The server is busy: {limits.ConcurrentRequests} requests are worked on and " +
                $"{limits.QueuedRequests} wait already; retry in a second.");
        }

        await next(context);
    }
}
