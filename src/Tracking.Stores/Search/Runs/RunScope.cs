using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>The runs that a search looks at before any filter.</summary>
internal sealed record RunScope(IReadOnlyList<long> ExperimentIds, ViewType View)
{
    /// <summary>Walks that one statement merges.</summary>
    private const int ArmsMax = 50;

    public static RunScope Of(RunQuery query) => new([.. query.ExperimentIds.Distinct().Order()], query.View);

    public string ExperimentsJson => JsonKeys.Of(ExperimentIds);

    public IReadOnlyList<int> Lifecycles => View switch
    {
        ViewType.ActiveOnly => [(int)LifecycleStage.Active],
        ViewType.DeletedOnly => [(int)LifecycleStage.Deleted],
        _ => [(int)LifecycleStage.Active, (int)LifecycleStage.Deleted],
    };

    /// <summary>All of the scope as one condition over <c>r</c>.</summary>
    public string Condition(SqlParameters parameters) =>
        $"r.experiment_id IN (SELECT value FROM json_each({parameters.Add(ExperimentsJson)})) AND {LifecycleCondition}";

    public string LifecycleCondition => View == ViewType.All ? "TRUE" : $"r.lifecycle = {Lifecycles[0]}";

    /// <summary>Parts whose walks, one per experiment and lifecycle, one statement can merge.</summary>
    public IReadOnlyList<RunScope> Parts =>
    [
        .. ExperimentIds.Chunk(ArmsMax / Lifecycles.Count).Select(part => this with { ExperimentIds = part }),
    ];
}
