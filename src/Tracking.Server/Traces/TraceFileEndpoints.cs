using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;
using Tracking.Core.Traces;
using Tracking.Server.Artifacts;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Traces;

/// <summary>The files of a trace, for the UI: its spans as traces.json, or any other by its path.</summary>
internal sealed class TraceFileEndpoints(TraceFiles files, ArtifactFolders folders) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        foreach (var version in (string[])["2.0", "3.0"])
        {
            routes.MapPage(["GET"], $"/ajax-api/{version}/mlflow/get-trace-artifact", SendAsync);
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        var traceId = context.Request.Query["request_id"].ToString();
        if (traceId.Length == 0)
        {
            throw new TrackingException(
                ErrorCode.BadRequest, "Request must include the \"request_id\" query parameter.");
        }

        if (await files.GetAsync([traceId], context.RequestAborted) is not [var trace])
        {
            throw TraceErrors.IsNotFound(traceId);
        }

        var path = context.Request.Query["path"].ToString();
        if (path is "" or SpanFile.Name)
        {
            await SendSpansAsync(context, trace.Spans);
            return;
        }

        var folder = files.FolderOf(trace.Info)
            ?? throw ParameterErrors.Invalid($"The files of trace '{traceId}' do not lie on this server.");
        await ArtifactContent.SendAsync(context, folders.Store, folder.Append(ArtifactFolders.Requested(path).Value));
    }

    private static async Task SendSpansAsync(HttpContext context, IReadOnlyList<TraceSpan> spans)
    {
        var response = context.Response;
        response.ContentType = ArtifactTypes.TypeOf(SpanFile.Name);
        response.Headers.ContentDisposition = "attachment; filename=" + SpanFile.Name;
        response.Headers.CacheControl = "no-cache";
        await using var json = new Utf8JsonWriter(response.BodyWriter, SpanJson.WriterOptions);
        SpanFile.Write(json, spans);
        await json.FlushAsync(context.RequestAborted);
    }
}
