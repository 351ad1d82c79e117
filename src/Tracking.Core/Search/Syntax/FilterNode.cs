namespace Tracking.Core.Search.Syntax;

/// <summary>A part of a filter as it was written, names not yet resolved.</summary>
internal abstract record FilterNode
{
    /// <summary>Where the node begins, from 0. No part of its identity.</summary>
    public int Position { get; init; }

    public virtual bool Equals(FilterNode? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();
}

/// <summary>Both hold: <c>metrics.acc > 0.5 AND params.opt = 'adam'</c>.</summary>
internal sealed record AndNode(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>At least one holds: <c>params.opt = 'adam' OR params.opt = 'sgd'</c>.</summary>
internal sealed record OrNode(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>The opposite holds: <c>NOT (metrics.acc > 0.5)</c>.</summary>
internal sealed record NotNode(FilterNode Operand) : FilterNode;

/// <summary>A field against a value: <c>metrics.acc >= 0.5</c>. The comparator is in upper case.</summary>
internal sealed record ComparisonNode(FieldName Field, string Comparator, FilterValue Value) : FilterNode;

/// <summary>A field is one of several values: <c>params.opt NOT IN ('adam', 'sgd')</c>.</summary>
internal sealed record InNode(FieldName Field, bool Negated, FilterList List) : FilterNode;

/// <summary>A field lies in a closed range: <c>metrics.acc BETWEEN 0.5 AND 1</c>.</summary>
internal sealed record BetweenNode(FieldName Field, bool Negated, FilterValue Low, FilterValue High) : FilterNode;

/// <summary>The entity lacks the field: <c>tags.team IS NULL</c>.</summary>
internal sealed record IsNullNode(FieldName Field, bool Negated) : FilterNode;

/// <summary>A name: <c>metrics.acc</c> has the entity "metrics" and the key "acc", <c>status</c> only a key.</summary>
internal sealed record FieldName(string? Entity, string Key);

/// <summary>A value that a field is compared with.</summary>
internal abstract record FilterValue;

/// <summary>A quoted value: <c>'adam'</c>.</summary>
internal sealed record TextValue(string Text) : FilterValue;

/// <summary>A number as it was written: <c>2e-1</c>.</summary>
internal sealed record NumberValue(string Text) : FilterValue;

/// <summary>A value without quotes, which no field accepts: <c>NaN</c>. Kept for the message.</summary>
internal sealed record WordValue(string Text) : FilterValue;

/// <summary>The values of an IN: <c>('adam', 'sgd')</c>.</summary>
internal sealed record FilterList(IReadOnlyList<FilterValue> Items)
{
    public bool Equals(FilterList? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
}
