namespace Tracking.Models.Scoring;

/// <summary>Named columns of equal length. Immutable, as long as nobody writes into the columns' arrays.</summary>
public sealed class Table
{
    /// <summary>A table of columns; they are not copied.</summary>
    /// <param name="columns">One-dimensional tensors of equal length, each with another name.</param>
    /// <exception cref="ArgumentException">A column of another rank or length, or a name twice.</exception>
    public Table(params IReadOnlyList<NamedTensor> columns)
    {
        Columns = columns;
        RowCount = columns.Count == 0 ? 0 : columns[0].Tensor.Count;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, tensor) in columns)
        {
            if (tensor.Rank != 1 || tensor.Count != RowCount)
            {
                throw new ArgumentException($"Column '{name}' has shape [{string.Join(", ", tensor.Shape.ToArray())}]; "
                    + $"expected [{RowCount}].", nameof(columns));
            }

            if (!names.Add(name))
            {
                throw new ArgumentException($"The table has two columns '{name}'.", nameof(columns));
            }
        }
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<NamedTensor> Columns { get; }

    /// <summary>The length of every column; 0 without columns.</summary>
    public int RowCount { get; }
}
