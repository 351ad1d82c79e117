using Microsoft.AspNetCore.Http;
using Tracking.Contracts;
using Tracking.Contracts.Runs;
using Tracking.Core;
using Tracking.Core.Errors;
using Tracking.Core.Experiments;
using Tracking.Core.Runs;
using Tracking.Core.Search;
using Tracking.Server.Experiments;
using Tracking.Server.Hosting;
using Tracking.Server.Lifecycle;
using Tracking.Server.Messages;

namespace Tracking.Server.Runs;

/// <summary>The life of runs: create, read, find, change, delete.</summary>
internal sealed class RunEndpoints(IRunStore store, RunNames names, RepeatableCreates creates) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.Runs.Create, creates.Serve(Routes.Runs.Create, CreateAsync));
        routes.Map(Routes.Runs.Get, GetAsync);
        routes.Map(Routes.Runs.Search, SearchAsync);
        routes.Map(Routes.Runs.Count, CountAsync);
        routes.Map(Routes.Runs.Update, UpdateAsync);
        routes.Map(Routes.Runs.Delete, (request, token) => store.DeleteAsync(request.RunId!, token));
        routes.Map(Routes.Runs.Restore, (request, token) => store.RestoreAsync(request.RunId!, token));
    }

    private async Task<RunResponse> CreateAsync(
        CreateRunRequest request, CreateAnswer<RunResponse> answer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.ExperimentId))
        {
            throw new TrackingException(
                ErrorCode.BadRequest, ParameterErrors.Missing("experiment_id").Message);
        }

        var tags = TagsOf(request);
        var name = RunRules.NameOf(request.RunName, tags, names.Next);
        var run = new NewRun(
            RunRules.NewId(),
            ExperimentRules.ParseId(request.ExperimentId),
            request.UserId ?? "",
            name,
            request.StartTime ?? 0,
            Named(tags, name))
        {
            Once = answer.From<Core.Runs.Run>(Created),
        };
        return Created(await store.CreateAsync(run, cancellationToken));
    }

    private static RunResponse Created(Core.Runs.Run run)
    {
        var created = run.ToWire();
        created.Outputs = null;
        return new RunResponse { Run = created };
    }

    private async Task<RunResponse> GetAsync(GetRunRequest request, CancellationToken cancellationToken)
    {
        var run = await store.GetAsync(request.RunId!, cancellationToken);
        return new RunResponse { Run = run.ToWire() };
    }

    private Task SearchAsync(HttpContext context, SearchRunsRequest request)
    {
        var limit = PageLimit.OfBody(
            request.MaxResults, RunRules.DefaultSearchResults, RunRules.MaxSearchResults);
        return new RunPageAnswer(context, store).WriteAsync(new RunQuery(
            ExperimentMapping.IdsOf(request.ExperimentIds),
            request.RunViewType.ToCore(),
            RunSearchLanguage.ParseFilter(request.Filter),
            RunSearchLanguage.ParseOrder(request.OrderBy),
            limit,
            request.PageToken));
    }

    private async Task<CountRunsResponse> CountAsync(CountRunsRequest request, CancellationToken cancellationToken)
    {
        var query = new RunQuery(
            ExperimentMapping.IdsOf(request.ExperimentIds),
            request.RunViewType.ToCore(),
            RunSearchLanguage.ParseFilter(request.Filter),
            Order: [],
            MaxResults: 1,
            PageToken: null);
        return new CountRunsResponse { Count = await store.CountAsync(query, cancellationToken) };
    }

    private async Task<UpdateRunResponse> UpdateAsync(
        UpdateRunRequest request, CancellationToken cancellationToken)
    {
        var name = string.IsNullOrEmpty(request.RunName) ? null : request.RunName;
        var info = await store.UpdateAsync(
            request.RunId!, new RunChange((Core.Runs.RunStatus?)request.Status, request.EndTime, name),
                cancellationToken);
        return new UpdateRunResponse { RunInfo = info.ToWire() };
    }

    /// <summary>The tags as they are stored: of equal keys the last one counts.</summary>
    private static Tag[] TagsOf(CreateRunRequest request)
    {
        var tags = request.Tags.ToCore(tag => new Tag(tag.Key ?? "", tag.Value ?? ""));
        for (var i = 0; i < tags.Length; i++)
        {
            RunRules.CheckOfNewRun(tags[i], i);
        }

        return [.. tags.Reverse().DistinctBy(tag => tag.Key).Reverse()];
    }

    /// <summary>Every run carries its name in a tag too.</summary>
    private static Tag[] Named(Tag[] tags, string name)
    {
        var carriesName = Array.Exists(tags, tag => tag.Key == RunRules.NameTag && tag.Value.Length > 0);
        return carriesName
            ? tags
            : [.. tags.Where(tag => tag.Key != RunRules.NameTag), new Tag(RunRules.NameTag, name)];
    }
}
