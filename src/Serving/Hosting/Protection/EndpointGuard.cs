using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Serving.Core;
using Tracking.Serving.Core.Limits;
using Tracking.Serving.Core.Tracing;
using Tracking.Serving.Operations.Telemetry;
using Tracking.Serving.Protocols;
using Tracking.Serving.Protocols.Grpc.Wire;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>Stands before every endpoint of a host: who may call it, and how many at a time. Thread-safe.</summary>
internal sealed class EndpointGuard(
    AccessRules rules,
    RequestSlots slots,
    RequestDeadline deadline,
    InferenceEngine engine,
    TraceSettings traces,
    TimeProvider time)
{
    /// <summary>A group without a prefix, whose endpoints are all guarded.</summary>
    public static IEndpointRouteBuilder Around(IEndpointRouteBuilder endpoints)
    {
        var guard = endpoints.ServiceProvider.GetRequiredService<EndpointGuard>();
        var group = endpoints.MapGroup(string.Empty);
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RequestDelegate: { } answer } route)
            {
                // Paths that the environment chooses tell nothing: their endpoints say what they are.
                var stated = endpoint.Metadata.OfType<EndpointGroup>().Cast<EndpointGroup?>().LastOrDefault();
                endpoint.RequestDelegate = guard.Before(answer, route.RoutePattern.RawText ?? string.Empty, stated);
            }
        });
        return group;
    }

    private RequestDelegate Before(RequestDelegate answer, string pattern, EndpointGroup? stated)
    {
        var mayWait = !EndpointGroups.IsStream(pattern);
        var ofPost = stated ?? EndpointGroups.Of(pattern, HttpMethods.Post);
        var ofGet = stated ?? EndpointGroups.Of(pattern, HttpMethods.Get);
        return context =>
        {
            var method = context.Request.Method;
            var group = HttpMethods.IsPost(method) ? ofPost
                : HttpMethods.IsGet(method) ? ofGet
                : stated ?? EndpointGroups.Of(pattern, method);
            var isScoring = group == EndpointGroup.Inference;
            return isScoring && ScoringSpan.IsWanted && traces.IsOn
                ? TraceAsync(context, answer, pattern, mayWait)
                : RunAsync(context, answer, group, mayWait && isScoring);
        };
    }

    // A method of its own, so that the span is no longer the current one for whatever comes after the request.
    private async Task TraceAsync(HttpContext context, RequestDelegate answer, string pattern, bool takesSlot)
    {
        var span = ScoringSpan.Start(context, pattern, traces);
        try
        {
            await RunAsync(context, answer, EndpointGroup.Inference, takesSlot);
        }
        finally
        {
            ScoringSpan.End(span, context);
        }
    }

    private async Task RunAsync(HttpContext context, RequestDelegate answer, EndpointGroup group, bool takesSlot)
    {
        RequestSlot slot;
        try
        {
            rules.Check(group, context.Request);
            slot = takesSlot ? await TakeAsync(context) : default;
        }
        catch (ServingException refusal)
        {
            await Refusals.SendAsync(context, refusal);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        using (slot)
        {
            await answer(context);
        }
    }

    private ValueTask<RequestSlot> TakeAsync(HttpContext context) =>
        slots.TryTake(out var slot) ? new(slot) : WaitAsync(context);

    private async ValueTask<RequestSlot> WaitAsync(HttpContext context)
    {
        using var clock = deadline.Start(context.RequestAborted);
        var start = time.GetTimestamp();
        context.Features.Get<IBodyEnd>()?.Wait();
        try
        {
            return await slots.WaitAsync(clock.Token);
        }
        catch (ServingException)
        {
            StatisticsOf(context).Rejected();
            throw;
        }
        catch (OperationCanceledException error)
        {
            StatisticsOf(context).Cancelled(time.GetElapsedTime(start));
            context.RequestAborted.ThrowIfCancellationRequested();
            throw new ServingException(
                ServingError.DeadlineExceeded,
                $"The request's turn did not come within {deadline.Timeout.TotalSeconds:0.###} s.",
                error);
        }
    }

    // A gRPC call names its model in the message, which nobody reads of a request that is turned away.
    private ModelStatistics StatisticsOf(HttpContext context) => GrpcHeaders.IsCall(context.Request)
        ? engine.StatisticsOfUnread
        : engine.StatisticsOf(
            context.GetRouteValue("name") as string, context.GetRouteValue("version") as string);
}
