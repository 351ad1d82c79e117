using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;

namespace Tracking.Serving.Offline;

/// <summary>For models whose first call is as good as any other.</summary>
internal sealed class NoWarmUp : IModelWarmUp
{
    public Task<IReadOnlyList<NamedTensor>?> RunAsync(
        LoadedModel model, ModelDirectory directory, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NamedTensor>?>(null);
}
