using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow.Examples;

/// <summary>A body of <c>/invocations</c> that a model understands.</summary>
/// <param name="Body">The body.</param>
/// <param name="Inputs">The model's inputs that it stands for.</param>
internal sealed record ExampleRequest(JsonNode Body, IReadOnlyList<NamedTensor> Inputs)
{
    private const long MostBytes = 64 * 1024;

    /// <summary>The model's own example, or one made from what it declares; null where neither is short.</summary>
    public static async Task<ExampleRequest?> OfAsync(LoadedModel model, CancellationToken cancellationToken) =>
        TryRead(model, await SavedAsync(model, cancellationToken)) ?? TryRead(model, MadeUpExample.Of(model));

    private static async Task<JsonNode?> SavedAsync(LoadedModel model, CancellationToken cancellationToken)
    {
        try
        {
            var directory = await ModelDirectory.OpenAsync(model.Directory, cancellationToken);
            return directory.MlModel.InputExample is { } example
                ? JsonNode.Parse(await SavedExample.ReadAsync(directory, example, MostBytes, cancellationToken))
                : null;
        }
        catch (Exception error) when (error is ServingException or ModelLoadException or IOException
            or UnauthorizedAccessException or JsonException)
        {
            // Too long to show, gone, or MLflow's JSON with bare NaN: good for its reader, not for a person's.
            return null;
        }
    }

    // Nothing is offered that the model's own reader refuses.
    private static ExampleRequest? TryRead(LoadedModel model, JsonNode? body)
    {
        if (body is null)
        {
            return null;
        }

        try
        {
            var shown = ReadableRequest.Of(body, model.Signature?.Inputs, model.Scorer.Schema);
            var invocation = JsonInvocation.Read(Encoding.UTF8.GetBytes(shown.ToJsonString()), model);
            return new ExampleRequest(shown, invocation.Inputs);
        }
        catch (Exception error) when (error is ServingException or ScoringException)
        {
            return null;
        }
    }
}
