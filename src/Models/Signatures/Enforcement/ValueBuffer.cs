using System.Globalization;
using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>
/// Gathers values as a JSON or CSV reader meets them into the elements of one tensor. Each value is cast as MLflow
/// casts it (text that is a number counts as one; null is NaN among floats), but what MLflow would silently change is
/// refused: a fraction for an integer, a number out of range, text other than true or false for a boolean. Every Append
/// throws <see cref="ScoringException"/> (<see cref="ScoringFault.InvalidInput"/>) naming column, row, value and
/// expectation. Not safe for concurrent use.
/// </summary>
public abstract class ValueBuffer
{
    private readonly ValueSubject _subject;

    private protected ValueBuffer(ValueSubject subject) => _subject = subject;

    /// <summary>How many values there are.</summary>
    public abstract int Count { get; }

    /// <summary>A buffer for a column of a table.</summary>
    /// <param name="column">Of any type that is known.</param>
    /// <param name="capacity">How many values to expect.</param>
    /// <exception cref="ScoringException">No tensor holds values of the type.</exception>
    public static ValueBuffer ForColumn(ColumnSpec column, int capacity = 16)
    {
        if (column.Type is not ScalarType { DataType: var type })
        {
            return column.Type.ElementType is not null
                ? new JsonBuffer(column, capacity)
                : throw new ScoringException(ScoringFault.InvalidInput,
                    $"Column {column} cannot be scored: its type is not one that this version knows.");
        }

        var subject = new ValueSubject($"column {column.Name ?? "0"}", type.NumpyName(), "row");
        return type switch
        {
            DataType.Binary => new TextBuffer(subject, capacity, isBase64: true, hasNulls: true),
            DataType.String => new TextBuffer(subject, capacity, isBase64: false, hasNulls: true),
            DataType.DateTime => new DateTimeBuffer(subject, capacity),
            _ => Create(type.ElementType(), subject, capacity),
        };
    }

    /// <summary>A buffer for the elements of a tensor, row-major.</summary>
    /// <param name="elementType">What they become.</param>
    /// <param name="name">The tensor's name, or null where it has none.</param>
    /// <param name="capacity">How many values to expect.</param>
    /// <exception cref="ScoringException">They are values of JSON, which only a column holds.</exception>
    public static ValueBuffer ForTensor(ElementType elementType, string? name, int capacity = 16) => Create(
        elementType,
        new ValueSubject(name is null ? "the input" : $"input '{name}'", NumpyTypes.Name(elementType), "element"),
        capacity);

    /// <summary>Whether values of any form are taken, by <see cref="AppendJson"/>.</summary>
    public virtual bool HoldsJson => false;

    /// <summary>Adds a value of any form; only where <see cref="HoldsJson"/>.</summary>
    /// <param name="value">Independent of any document that is disposed.</param>
    public virtual void AppendJson(JsonElement value) => throw Refuse(value.ValueKind.ToString(), "a plain value");

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">Any.</param>
    public abstract void AppendInteger(long value);

    /// <summary>Adds a number; NaN and infinities are accepted by floats only.</summary>
    /// <param name="value">Any.</param>
    public abstract void AppendNumber(double value);

    /// <summary>Adds a JSON number from its text, exact for integers of any size that the type holds.</summary>
    /// <param name="utf8">Such as <c>-1.5e3</c>.</param>
    public abstract void AppendNumber(ReadOnlySpan<byte> utf8);

    /// <summary>Adds text.</summary>
    /// <param name="value">Any.</param>
    public abstract void AppendText(string value);

    /// <summary>Adds text as it stands in a file; numbers are read without making a string of it.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    public virtual void AppendText(ReadOnlySpan<byte> utf8) => AppendText(System.Text.Encoding.UTF8.GetString(utf8));

    /// <summary>Adds true or false; 1 or 0 among numbers.</summary>
    /// <param name="value">Either.</param>
    public abstract void AppendBoolean(bool value);

    /// <summary>
    /// Adds a missing value: NaN among floats, no time among datetimes, null among a column's texts; other types refuse
    /// it.
    /// </summary>
    public abstract void AppendNull();

    /// <summary>The values as one dimension. The buffer must not be used after.</summary>
    public Tensor ToTensor() => ToTensor(Count);

    /// <summary>The values in a shape. The buffer must not be used after.</summary>
    /// <param name="shape">Extents whose product is <see cref="Count"/>.</param>
    /// <exception cref="ArgumentException">The shape holds another number of values.</exception>
    public abstract Tensor ToTensor(params long[] shape);

    internal static ValueBuffer ForListsOf(ElementType elementType, string column) =>
        Create(elementType, new ValueSubject($"column {column}", NumpyTypes.Name(elementType), "element"), 16);

    internal static ValueBuffer ForTableColumn(ElementType elementType, string name, int capacity) =>
        Create(elementType, new ValueSubject($"column {name}", NumpyTypes.Name(elementType), "row"), capacity);

    private protected ScoringException Refuse(string value, string expected) => new(ScoringFault.InvalidInput,
        string.Create(CultureInfo.InvariantCulture, $"Failed to convert {_subject.Name} to type '{_subject.TypeName}': "
            + $"{_subject.Unit} {Count} is {Shorten(value)}; expected {expected}."));

    private protected ScoringException Refuse<T>(T value, string expected)
        where T : IFormattable => Refuse(value.ToString(null, CultureInfo.InvariantCulture), expected);

    private static ValueBuffer Create(ElementType elementType, ValueSubject subject, int capacity) => elementType switch
    {
        ElementType.Bool => new BooleanBuffer(subject, capacity),
        ElementType.UInt8 => new IntegerBuffer<byte>(subject, capacity),
        ElementType.UInt16 => new IntegerBuffer<ushort>(subject, capacity),
        ElementType.UInt32 => new IntegerBuffer<uint>(subject, capacity),
        ElementType.UInt64 => new IntegerBuffer<ulong>(subject, capacity),
        ElementType.Int8 => new IntegerBuffer<sbyte>(subject, capacity),
        ElementType.Int16 => new IntegerBuffer<short>(subject, capacity),
        ElementType.Int32 => new IntegerBuffer<int>(subject, capacity),
        ElementType.Int64 => new IntegerBuffer<long>(subject, capacity),
        ElementType.Float16 => new FloatBuffer<Half, FloatRounding<Half>>(subject, capacity),
        ElementType.BFloat16 => new FloatBuffer<BFloat16, BFloat16Rounding>(subject, capacity),
        ElementType.Float32 => new FloatBuffer<float, FloatRounding<float>>(subject, capacity),
        ElementType.Float64 => new FloatBuffer<double, FloatRounding<double>>(subject, capacity),
        ElementType.Json => throw new ScoringException(ScoringFault.InvalidInput,
            $"{subject.Name} takes lists, objects or any value, which only a column of a signature holds; send rows by "
            + "the names of the columns."),
        _ => new TextBuffer(subject, capacity, isBase64: false),
    };

    private static string Shorten(string value) => value.Length > 60 ? value[..60] + "…" : value;
}

/// <summary>What a buffer's errors name.</summary>
/// <param name="Name">Such as <c>column x</c>.</param>
/// <param name="TypeName">Numpy's name of what values become.</param>
/// <param name="Unit">What is counted: row or element.</param>
internal sealed record ValueSubject(string Name, string TypeName, string Unit);
