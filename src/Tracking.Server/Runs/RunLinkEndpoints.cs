using Tracking.Contracts;
using Tracking.Contracts.Runs;
using Tracking.Core.Errors;
using Tracking.Core.Runs;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Runs;

/// <summary>What a run read and wrote: datasets and models.</summary>
internal sealed class RunLinkEndpoints(IRunStore store) : IEndpointGroup
{
    private const int MaxLinks = 1000;

    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Runs.LogInputs, LogInputsAsync);
        routes.Map(Routes.Runs.LogOutputs, LogOutputsAsync);
    }

    private Task LogInputsAsync(LogInputsRequest request, CancellationToken cancellationToken)
    {
        CheckCount("datasets", request.Datasets?.Count);
        CheckCount("models", request.Models?.Count);
        var datasets = request.Datasets.ToCore(RunMapping.DatasetToCore);
        Array.ForEach(datasets, DatasetRules.Check);
        var models = request.Models.ToCore(model => model.ModelId!);
        return store.LogInputsAsync(request.RunId!, datasets, models, cancellationToken);
    }

    private Task LogOutputsAsync(LogOutputsRequest request, CancellationToken cancellationToken)
    {
        CheckCount("models", request.Models?.Count);
        var models = request.Models.ToCore(model => new Core.Runs.ModelOutput(model.ModelId!, model.Step ?? 0));
        return store.LogOutputsAsync(request.RunId!, models, cancellationToken);
    }

    private static void CheckCount(string field, int? count)
    {
        if (count > MaxLinks)
        {
            throw ParameterErrors.Invalid($"'{field}' can hold at most {MaxLinks} items. Got {count}.");
        }
    }
}
