using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Protocols.SageMaker;

/// <summary>Headers of SageMaker's container contract.</summary>
internal static class SageMakerHeaders
{
    private const string CustomAttributes = "X-Amzn-SageMaker-Custom-Attributes";

    /// <summary>Sends the caller's own attributes back with the answer, as the contract lets a container do.</summary>
    public static void Echo(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue(CustomAttributes, out var attributes))
        {
            context.Response.Headers[CustomAttributes] = attributes;
        }
    }
}
