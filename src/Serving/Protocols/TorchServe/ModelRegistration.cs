using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TorchServe;

/// <summary>A model that a caller wants served.</summary>
/// <param name="Name">What to call it; null for its own name.</param>
/// <param name="Url">A model URI or the path of a folder.</param>
internal readonly record struct ModelRegistration(string? Name, string Url)
{
    /// <summary>Reads POST /models: TorchServe has it in the query, SageMaker in a JSON body.</summary>
    /// <exception cref="ServingException">There is no url, or it is none.</exception>
    public static ModelRegistration Read(ScoringCall call)
    {
        var query = call.Context.Request.Query;
        return query.TryGetValue("url", out var url)
            ? new ModelRegistration(OrNull(query["model_name"]), url.ToString())
            : JsonBody.Read(call.Body.Span, true, static (ref reader, _, _) => Read(ref reader));
    }

    /// <summary>The same for the repository.</summary>
    /// <exception cref="ServingException">The url is no model URI.</exception>
    public ServedModel ToServed() => ModelUri.TryParse(Url, out var uri)
        ? new ServedModel(uri, Name)
        : throw ServingException.Malformed($"The url '{Url}' is no model URI and no path of a folder.");

    private static ModelRegistration Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw ServingException.Malformed(
                "Give the model as ?url=… or as a JSON object with 'model_name' and 'url'.");
        }

        string? name = null;
        string? url = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("model_name"u8))
            {
                name = JsonBody.ReadText(ref reader, "model_name");
            }
            else if (reader.ValueTextEquals("url"u8))
            {
                url = JsonBody.ReadText(ref reader, "url");
            }
            else
            {
                reader.Skip();
            }
        }

        JsonBody.ExpectEnd(ref reader);
        return new ModelRegistration(
            name, url ?? throw ServingException.Malformed("The body has no 'url', expected where the model is."));
    }

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
