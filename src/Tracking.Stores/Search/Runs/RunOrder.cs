using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// The order of a search for runs with its tie-breaks, start_time DESC and run_id ASC: it ends with the id.
/// </summary>
internal static class RunOrder
{
    private static readonly Field StartTime = Field.Attribute("start_time");
    private static readonly Field RunId = Field.Attribute("run_id");

    public static IReadOnlyList<FieldOrder> Of(IReadOnlyList<OrderTerm> order)
    {
        var terms = new List<FieldOrder>();
        foreach (var term in order.Cast<FieldOrder>())
        {
            terms.Add(term);

            // The id is unique: what follows it decides nothing.
            if (term.Field == RunId)
            {
                return terms;
            }
        }

        if (terms.TrueForAll(term => term.Field != StartTime))
        {
            terms.Add(new FieldOrder(StartTime, Descending: true));
        }

        terms.Add(new FieldOrder(RunId, Descending: false));
        return terms;
    }

    /// <summary>The default order, and the end of most others.</summary>
    public static bool IsNewestFirst(IReadOnlyList<FieldOrder> terms) =>
        terms is [{ Descending: true } start, { Descending: false } id]
        && start.Field == StartTime && id.Field == RunId;
}
