using Microsoft.Extensions.Logging;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Hosting;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Protocols.Mlflow.Examples;

/// <summary>Warms a model up with the example that MLflow saved beside it.</summary>
internal sealed class ExampleWarmUp(FrozenServingOptions options, ILogger<ExampleWarmUp> logger) : IModelWarmUp
{
    public async Task<IReadOnlyList<NamedTensor>?> RunAsync(
        LoadedModel model, ModelDirectory directory, CancellationToken cancellationToken)
    {
        if (model.WarmUpRuns < 1 || directory.MlModel.InputExample is not { } example)
        {
            return null;
        }

        try
        {
            var body = await SavedExample.ReadAsync(directory, example, options.MaxBodyBytes, cancellationToken);
            return await RunThreads.Shared.RunAsync(() => Score(model, body, cancellationToken));
        }
        catch (Exception error) when (error is ServingException or ModelLoadException or IOException
            or ScoringException)
        {
            logger.LogWarning(
                "Model '{Name}' was not warmed up by its own example: {Problem}", model.Name, error.Message);
            return null;
        }
    }

    private static IReadOnlyList<NamedTensor> Score(
        LoadedModel model, byte[] body, CancellationToken cancellationToken)
    {
        var invocation = JsonInvocation.Read(body, model);
        for (var run = 0; run < model.WarmUpRuns; run++)
        {
            model.Scorer.Score(invocation.Inputs, cancellationToken: cancellationToken);
        }

        return invocation.Inputs;
    }
}
