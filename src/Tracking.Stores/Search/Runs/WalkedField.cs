using Tracking.Core.Search.Ordering;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Search.Runs;

/// <summary>
/// A field whose values stand in an index below each experiment, so that a search can go along them. NULL in the index
/// is a group of its own: NaN of a metric, an attribute that is not set.
/// </summary>
/// <param name="Order">The field and its direction.</param>
/// <param name="Value">The value in the statements of this field.</param>
internal abstract record WalkedField(FieldOrder Order, SortColumn Value)
{
    /// <summary>The parts of the order, best first: their ranks and what they hold.</summary>
    public abstract IReadOnlyList<FieldPhase> Phases { get; }

    /// <summary>Columns that the field takes in a position: a rank before the value where it can be missing.</summary>
    public int Width => HasRank ? 2 : 1;

    public abstract bool HasRank { get; }

    /// <summary>The start of the run, where the index goes on with it below equal values; null where not.</summary>
    public abstract string? IndexedStart { get; }

    /// <summary>All values that there can be, in order, where they are few; otherwise null.</summary>
    public virtual IReadOnlyList<string>? FewValues => null;

    /// <summary>What to sort by so that the index serves it; long texts of equal start come in any order.</summary>
    public string IndexedOrder => $"{Indexed} {Value.Direction}";

    /// <summary>The whole order, which costs a sort of all texts of equal start.</summary>
    public string FullOrder => $"{Indexed} {Value.Direction}, {Value.Expression} {Value.Direction}";

    private bool IsText => Value.Type == SortType.Text;

    /// <summary>Indexes hold the start of a text: an entry has a greatest length.</summary>
    private string Indexed => IsText ? SearchDialect.IndexedPart(Value.Expression) : Value.Expression;

    /// <summary>FROM and WHERE of one experiment each (and one lifecycle, where the index has it).</summary>
    public abstract IReadOnlyList<(string From, string Where)> Arms(RunWalkContext context, SqlParameters parameters);

    /// <summary>Rows of exactly this value; null is the group of NULL.</summary>
    public string Is(string? value, SqlParameters parameters) =>
        value is null ? $"{Indexed} IS NULL" : IsValue(value, parameters);

    /// <summary>Values strictly between the two in the direction of the order; null is no bound.</summary>
    public string Between(string? after, string? before, SqlParameters parameters)
    {
        // One lower bound: of two, SQLite may take the one that is no help.
        var (least, greatest) = Value.Descending ? (before, after) : (after, before);
        var lower = least is null ? $"{Indexed} >= {Lowest(parameters)}" : Beyond('>', least, parameters);
        return greatest is null ? lower : $"{lower} AND {Beyond('<', greatest, parameters)}";
    }

    /// <summary>FROM and WHERE of the entries of all experiments, deleted runs too: to be counted.</summary>
    public abstract (string From, string Where) Entries(RunWalkContext context, SqlParameters parameters);

    /// <summary>The same group as a condition over <c>r</c>, for statements that walk another field.</summary>
    public abstract string OfRun(string? value, SqlParameters parameters);

    /// <summary>Runs without the field, as a condition over <c>r</c>.</summary>
    public abstract string MissingOfRun(SqlParameters parameters);

    /// <summary>The index has the whole of such a value, so that its entries alone tell what is before it.</summary>
    public bool IsWholeInIndex(string value) => !IsText || value.Length < SearchDialect.IndexedLength;

    protected virtual string IsValue(string value, SqlParameters parameters)
    {
        var placeholder = Value.Add(value, parameters);

        // Of a plain equality SQLite would put the value into the expression of the index and then not find it.
        return IsWholeInIndex(value)
            ? $"{Indexed} = {placeholder}"
            : $"{Indexed} = {SearchDialect.IndexedPart(placeholder)} " +
                $"AND coalesce({Value.Expression}, '') = {placeholder}";
    }

    private string Beyond(char comparison, string value, SqlParameters parameters)
    {
        var placeholder = Value.Add(value, parameters);
        return IsWholeInIndex(value)
            ? $"{Indexed} {comparison} {placeholder}"
            : $"{Indexed} {comparison}= {SearchDialect.IndexedPart(placeholder)} " +
                $"AND {Value.Expression} {comparison} {placeholder}";
    }

    /// <summary>Below every value: as a bound it keeps a walk off the entries of NULL, IS NOT NULL does not.</summary>
    private string Lowest(SqlParameters parameters) => Value.Type switch
    {
        SortType.Integer => parameters.Add(long.MinValue),
        SortType.Real => parameters.Add(double.NegativeInfinity),
        _ => "''",
    };
}

/// <summary>One part of the order by a field.</summary>
internal readonly record struct FieldPhase(int Rank, FieldPhaseKind Kind);

internal enum FieldPhaseKind
{
    /// <summary>The values.</summary>
    Values,

    /// <summary>NULL in the index.</summary>
    Null,

    /// <summary>No entry in the index.</summary>
    Missing,
}
