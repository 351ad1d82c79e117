namespace Tracking.Core.Search.Ordering;

/// <summary>One term of an order_by list. Missing values come last in both directions, NaN before them.</summary>
public abstract record OrderTerm(bool Descending);
