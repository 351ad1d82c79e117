using Tracking.Stores.Dialects;

namespace Tracking.Stores.Search.Sql;

/// <summary>
/// The values of a statement in the order of their numbers. A statement that is put together from parts copies the
/// values of the parts it shares with others and goes on counting.
/// </summary>
internal sealed class SqlParameters
{
    private readonly List<object?> _values;

    public SqlParameters() => _values = [];

    private SqlParameters(IEnumerable<object?> values) => _values = [.. values];

    public SqlParameters Copy() => new(_values);

    /// <summary>The placeholder of the value.</summary>
    public string Add(long value) => AddValue(value);

    /// <inheritdoc cref="Add(long)"/>
    public string Add(double value) => AddValue(value);

    /// <inheritdoc cref="Add(long)"/>
    public string Add(string? value) => AddValue(value);

    public void BindTo(StoreStatement statement)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            _ = _values[i] switch
            {
                long number => statement.Bind(i + 1, number),
                double number => statement.Bind(i + 1, number),
                string text => statement.Bind(i + 1, text),
                _ => statement.Bind(i + 1, (string?)null),
            };
        }
    }

    private string AddValue(object? value)
    {
        _values.Add(value);
        return $"?{_values.Count}";
    }
}
