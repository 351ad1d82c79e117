using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Ordering;

namespace Tracking.Stores.Search.Runs;

/// <summary>Which index can serve an order of runs; ties are always start_time DESC, run_id ASC.</summary>
internal enum RunOrderKind
{
    /// <summary>Latest start first.</summary>
    ByStart,

    /// <summary>One metric.</summary>
    ByMetric,

    /// <summary>One param or tag.</summary>
    ByText,

    /// <summary>Anything else: matches are sorted.</summary>
    Sorted,
}

/// <summary>The order of a search for runs with its tie-breaks.</summary>
internal sealed record RunOrder(RunOrderKind Kind, IReadOnlyList<FieldOrder> Terms)
{
    private static readonly Field StartTime = Field.Attribute("start_time");
    private static readonly Field RunId = Field.Attribute("run_id");

    /// <summary>The field that is walked; only for one metric, param or tag.</summary>
    public FieldOrder Walked => Terms[0];

    public static RunOrder Of(IReadOnlyList<OrderTerm> order)
    {
        var terms = new List<FieldOrder>();
        foreach (var term in order.Cast<FieldOrder>())
        {
            terms.Add(term);

            // The id is unique: what follows it decides nothing.
            if (term.Field == RunId)
            {
                return new RunOrder(RunOrderKind.Sorted, terms);
            }
        }

        if (terms.TrueForAll(term => term.Field != StartTime))
        {
            terms.Add(new FieldOrder(StartTime, Descending: true));
        }

        terms.Add(new FieldOrder(RunId, Descending: false));
        return new RunOrder(KindOf(terms), terms);
    }

    private static RunOrderKind KindOf(List<FieldOrder> terms) => terms switch
    {
        [{ Descending: true } start, _] when start.Field == StartTime => RunOrderKind.ByStart,
        [var first, { Descending: true } start, _] when start.Field == StartTime => first.Field.Kind switch
        {
            FieldKind.Metric => RunOrderKind.ByMetric,
            FieldKind.Param or FieldKind.Tag => RunOrderKind.ByText,
            _ => RunOrderKind.Sorted,
        },
        _ => RunOrderKind.Sorted,
    };
}
