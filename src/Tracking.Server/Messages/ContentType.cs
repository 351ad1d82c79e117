using Microsoft.AspNetCore.Http;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// The Content-Type that the JSON endpoints take. A foreign site cannot send it without asking first.
/// </summary>
internal static class ContentType
{
    public const string Json = "application/json";

    public static void RequireJson(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType))
        {
            throw ParameterErrors.Invalid("Bad Request. Content-Type header is missing.");
        }

        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        if (!(end < 0 ? type : type[..end]).Trim().Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            throw ParameterErrors.Invalid("Bad Request. Content-Type must be one of ['application/json'].");
        }
    }
}
