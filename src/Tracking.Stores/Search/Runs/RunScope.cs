using Tracking.Core;
using Tracking.Core.Runs;
using Tracking.Stores.Dialects;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>The runs that a search looks at before any filter.</summary>
internal sealed record RunScope(IReadOnlyList<long> ExperimentIds, ViewType View)
{
    /// <summary>Beyond, matches are sorted rather than merged from one walk per experiment.</summary>
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

    /// <summary>One walk per experiment and lifecycle can be merged.</summary>
    public bool CanWalk => ExperimentIds.Count * Lifecycles.Count <= ArmsMax;
}
