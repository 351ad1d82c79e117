using System.Text.Json.Serialization.Metadata;
using Tracking.Contracts;

namespace Tracking.Server.Messages;

internal enum RouteKind
{
    /// <summary>A JSON message in, a JSON message out.</summary>
    Message,

    /// <summary>Bodies of its own.</summary>
    Raw,

    /// <summary>Asked by what watches the server: answered whatever else goes on.</summary>
    Probe,
}

/// <summary>A mapped route; its endpoints carry it as metadata.</summary>
/// <param name="Verbs">HTTP methods, HEAD left out.</param>
/// <param name="Path">The template, below the families for a route of the API, otherwise from the root.</param>
/// <param name="Kind">What its bodies are.</param>
internal sealed record ServedRoute(IReadOnlyList<string> Verbs, string Path, RouteKind Kind)
{
    /// <summary>Below <c>/api/</c> and <c>/ajax-api/</c>.</summary>
    public bool IsInFamilies { get; init; }

    public JsonTypeInfo? Request { get; init; }

    public JsonTypeInfo? Response { get; init; }

    /// <summary>Raw bodies come as fast as the client sends them; everything else must be answered in time.</summary>
    public bool IsTimed { get; } =
        Kind == RouteKind.Message || (Kind == RouteKind.Raw && !Verbs.Any(verb => verb is "PUT" or "POST" or "PATCH"));

    /// <summary>Whether its answers can be worth compressing.</summary>
    public bool HasContent => Response?.Type != typeof(EmptyMessage);
}
