using System.Globalization;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures.Enforcement;

/// <summary>
/// Builds the table that a model takes from rows as a reader meets them: ask for the buffer of each column, append one
/// value to each, end the row. Columns that the model does not take have no buffer and are dropped; the order of the
/// model's columns is kept. A value missing from a row counts as null. Not safe for concurrent use.
/// </summary>
public sealed class TableBuilder
{
    internal const int UsualRows = 16;

    private const int MaxExtrasNamed = 100;

    private readonly List<Slot> _slots = [];
    private readonly Dictionary<string, Slot> _slotByName = new(StringComparer.Ordinal);
    private readonly List<string> _extras = [];
    private readonly ElementType? _typeOfOthers;
    private readonly int _capacity;

    private TableBuilder(ElementType? typeOfOthers, int capacity) =>
        (_typeOfOthers, _capacity) = (typeOfOthers, capacity);

    /// <summary>How many rows were ended.</summary>
    public int RowCount { get; private set; }

    /// <summary>
    /// A builder for a model: the columns of its signature, or without one a column for each input; where there is a
    /// single tensor, any columns, each cast to its element type.
    /// </summary>
    /// <param name="signature">The signature's inputs, or null.</param>
    /// <param name="model">What the loaded model takes.</param>
    /// <exception cref="ScoringException">A column of the signature is of an unknown type.</exception>
    public static TableBuilder For(ModelSchema? signature, ScorerSchema model) => For(signature, model, UsualRows);

    internal static TableBuilder For(ModelSchema? signature, ScorerSchema model, int capacity)
    {
        if (signature is { Columns.Count: > 0 })
        {
            var builder = new TableBuilder(typeOfOthers: null, capacity);
            foreach (var column in signature.Columns)
            {
                builder.Add(column.Name ?? "0", column.IsRequired, ValueBuffer.ForColumn(column, capacity));
            }

            return builder;
        }

        return signature switch
        {
            { Tensors: [var single] } => new TableBuilder(single.ElementType ?? ElementType.Float64, capacity),
            { Tensors.Count: > 1 } => OfTensors(signature.Tensors.Select(tensor =>
                new TensorInfo(tensor.Name!, tensor.ElementType ?? ElementType.Float64, tensor.Shape)), capacity),
            _ when model.TableInput is { } single => OfWhole(single, model, capacity),
            _ => OfTensors(model.Inputs, capacity),
        };
    }

    /// <summary>The buffers of a header's columns, null for those that the model does not take.</summary>
    /// <param name="names">One for each value of a row.</param>
    /// <exception cref="ScoringException">A required column is missing, or a name stands twice.</exception>
    public IReadOnlyList<ValueBuffer?> Columns(IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var buffers = new ValueBuffer?[names.Count];
        for (var i = 0; i < buffers.Length; i++)
        {
            if (!seen.Add(names[i]))
            {
                throw Invalid($"Column '{names[i]}' stands twice; expected each column once.");
            }

            buffers[i] = Column(names[i]);
        }

        CheckComplete(isNamed: true);
        return buffers;
    }

    /// <summary>The buffers of columns without names; they are called 0, 1, 2 and so on.</summary>
    /// <param name="count">How many values a row has.</param>
    /// <exception cref="ScoringException">The model takes columns by name.</exception>
    public IReadOnlyList<ValueBuffer?> UnnamedColumns(int count)
    {
        var buffers = Enumerable.Range(0, count)
            .Select(index => Column(index.ToString(CultureInfo.InvariantCulture)))
            .ToArray();
        CheckComplete(isNamed: false);
        return buffers;
    }

    /// <summary>The buffer of a column of the current row, or null where the model does not take it.</summary>
    /// <param name="name">As in the request.</param>
    /// <exception cref="ScoringException">Earlier rows lack the column and its type has no null.</exception>
    public ValueBuffer? Column(string name)
    {
        if (!_slotByName.TryGetValue(name, out var slot))
        {
            if (_typeOfOthers is not { } type)
            {
                if (_extras.Count < MaxExtrasNamed && !_extras.Contains(name))
                {
                    _extras.Add(name);
                }

                return null;
            }

            slot = Add(name, isRequired: false, BufferFor(type, name, _capacity));
        }

        if (!slot.IsSeen)
        {
            slot.IsSeen = true;
            for (var row = 0; row < RowCount; row++)
            {
                slot.Buffer.AppendNull();
            }
        }

        return slot.Buffer;
    }

    /// <summary>Ends a row.</summary>
    /// <exception cref="ScoringException">A column has two values, or none where its type has no null.</exception>
    public void EndRow()
    {
        foreach (var slot in _slots)
        {
            if (slot.IsSeen && slot.Buffer.Count == RowCount)
            {
                slot.Buffer.AppendNull();
            }

            if (slot.IsSeen && slot.Buffer.Count > RowCount + 1)
            {
                throw Invalid($"Row {RowCount} has column '{slot.Name}' twice; expected each column once.");
            }
        }

        RowCount++;
    }

    /// <summary>Ends several rows at once, each of which has a value in every column that was asked for.</summary>
    internal void EndRows(int count)
    {
        RowCount += count;
        if (_slots.Find(slot => slot.IsSeen && slot.Buffer.Count != RowCount) is { } slot)
        {
            throw Invalid($"Column '{slot.Name}' has {slot.Buffer.Count} values in {RowCount} rows.");
        }
    }

    /// <summary>The table of all rows ended; the builder must not be used after.</summary>
    /// <exception cref="ScoringException">A required column never appeared.</exception>
    public Table ToTable()
    {
        CheckComplete(isNamed: true);
        return new Table([.. _slots.Where(slot => slot.IsSeen).Select(
            slot => new NamedTensor(slot.Name, slot.Buffer.ToTensor()))]);
    }

    private static TableBuilder OfWhole(TensorInfo whole, ScorerSchema model, int capacity)
    {
        var builder = new TableBuilder(whole.ElementType, capacity);
        foreach (var input in model.Inputs.Where(_ => model.Inputs.Count > 1))
        {
            builder.Add(input.Name, isRequired: false, BufferFor(input.ElementType, input.Name, capacity));
        }

        return builder;
    }

    private static TableBuilder OfTensors(IEnumerable<TensorInfo> tensors, int capacity)
    {
        var builder = new TableBuilder(typeOfOthers: null, capacity);
        foreach (var tensor in tensors)
        {
            builder.Add(tensor.Name, !tensor.IsOptional, BufferFor(tensor.ElementType, tensor.Name, capacity));
        }

        return builder;
    }

    // Without a signature nothing tells lists from objects, so a column of such values takes any.
    private static ValueBuffer BufferFor(ElementType type, string name, int capacity) => type == ElementType.Json
        ? ValueBuffer.ForColumn(new ColumnSpec(name, new AnyType()), capacity)
        : ValueBuffer.ForTableColumn(type, name, capacity);

    private Slot Add(string name, bool isRequired, ValueBuffer buffer)
    {
        var slot = new Slot(name, isRequired, buffer);
        _slots.Add(slot);
        _slotByName.Add(name, slot);
        return slot;
    }

    private void CheckComplete(bool isNamed)
    {
        var missing = _slots.Where(slot => slot is { IsRequired: true, IsSeen: false }).Select(slot => slot.Name);
        MissingInputs.Refuse([.. missing], _extras, isNamed);
    }

    private static ScoringException Invalid(string message) => new(ScoringFault.InvalidInput, message);

    private sealed class Slot(string name, bool isRequired, ValueBuffer buffer)
    {
        public string Name { get; } = name;

        public bool IsRequired { get; } = isRequired;

        public ValueBuffer Buffer { get; } = buffer;

        public bool IsSeen { get; set; }
    }
}
