using Microsoft.AspNetCore.Http;
using Tracking.Serving.Core;

namespace Tracking.Serving.Operations.Logging;

/// <summary>Which model a request reached, a feature of requests that somebody writes about.</summary>
internal sealed class ReachedModel
{
    private volatile LoadedModel? _model;

    /// <summary>Null while none is.</summary>
    public LoadedModel? Model => _model;

    /// <summary>Tells it to whoever wants to know.</summary>
    public static void Tell(HttpContext context, LoadedModel model) =>
        context.Features.Get<ReachedModel>()?.Tell(model);

    public void Tell(LoadedModel model) => _model = model;
}
