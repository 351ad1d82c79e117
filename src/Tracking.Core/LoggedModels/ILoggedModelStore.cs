using Tracking.Core.Runs;
using Tracking.Core.Search.Paging;

namespace Tracking.Core.LoggedModels;

/// <summary>Keeps logged models. Refusals come from <see cref="LoggedModelErrors"/>.</summary>
public interface ILoggedModelStore
{
    Task<LoggedModel> CreateAsync(NewLoggedModel model, CancellationToken cancellationToken);

    /// <summary>A missing or deleted model is an error.</summary>
    Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken);

    Task<LoggedModel> FinalizeAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken);

    Task DeleteAsync(string modelId, CancellationToken cancellationToken);

    Task<LoggedModel> SetTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken);

    Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken);

    Task LogParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken);

    Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken);
}
