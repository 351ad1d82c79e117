using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.Exposition;

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal sealed class MetricsPage(MetricsCollector collector) : IEndpointGroup
{
    public const string Path = "/metrics";

    public void Map(ApiRoutes routes) => routes.MapProbe(Path, context =>
    {
        var accept = context.Request.Headers.Accept.ToString();
        var isOpenMetrics = accept.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase);
        var text = new PrometheusText(isOpenMetrics);
        return Answer.WriteTextAsync(context, text.ContentType, collector.Collect(text));
    });
}
