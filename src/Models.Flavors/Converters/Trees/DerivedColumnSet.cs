namespace Tracking.Models.Flavors.Converters.Trees;

/// <summary>Derived columns as a converter meets them; equal ones are made once.</summary>
internal sealed class DerivedColumnSet(int features)
{
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<DerivedColumn> _columns = [];

    public IReadOnlyList<DerivedColumn> Columns => _columns;

    /// <summary>The index by which splits name a column.</summary>
    public int IndexOf(DerivedColumn column)
    {
        var key = column is Membership member
            ? $"{member.Feature}/{member.Rounding}/{member.Missing}/{string.Join(',', member.Members)}"
                + $"/{(member.Known is { } known ? string.Join(',', known) : "all")}"
            : $"{column.Feature}/{column}";
        if (!_known.TryGetValue(key, out var index))
        {
            index = features + _columns.Count;
            _known.Add(key, index);
            _columns.Add(column);
        }

        return index;
    }
}
