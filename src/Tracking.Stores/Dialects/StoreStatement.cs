namespace Tracking.Stores.Dialects;

/// <summary>
/// A prepared statement. Placeholders are <c>?</c> or <c>?1</c>; parameters count from 1, columns from 0. Not
/// thread-safe, like its connection.
/// </summary>
internal abstract class StoreStatement : IDisposable
{
    public abstract StoreStatement Bind(int parameter, long value);

    public abstract StoreStatement Bind(int parameter, long? value);

    /// <summary>NaN is bound as NULL: the stores keep it so.</summary>
    public abstract StoreStatement Bind(int parameter, double value);

    public abstract StoreStatement Bind(int parameter, string? value);

    /// <summary>An empty blob is bound as NULL. The bytes are copied.</summary>
    public abstract StoreStatement Bind(int parameter, ReadOnlySpan<byte> value);

    /// <summary>Goes to the next row; false after the last, when the statement is ready to be run again.</summary>
    public abstract bool Step();

    /// <summary>Leaves the rows that are not wanted and frees the statement for the next run.</summary>
    public abstract void Reset();

    /// <summary>Runs a statement that returns no rows; the number of rows that it changed.</summary>
    public abstract int Change();

    public abstract bool IsNull(int column);

    public abstract long Int64(int column);

    /// <summary>NULL is read as NaN.</summary>
    public abstract double Double(int column);

    public abstract string Text(int column);

    /// <summary>Valid until the next step or reset; NULL is empty.</summary>
    public abstract ReadOnlySpan<byte> Blob(int column);

    /// <summary>Runs a statement whose rows, if any, are not wanted.</summary>
    public void Run()
    {
        if (Step())
        {
            Reset();
        }
    }

    /// <summary>The first column of the first row; null when there is none.</summary>
    public long? SingleInt64()
    {
        if (!Step())
        {
            return null;
        }

        var value = NullableInt64(0);
        Reset();
        return value;
    }

    public int Int32(int column) => checked((int)Int64(column));

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
