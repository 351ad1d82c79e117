using System.Text.Json;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Reads arrays by name: one object of whole arrays, or a list of objects with one row of each.</summary>
internal sealed class NamedTensorReader(LoadedModel model, NamedReading rules)
{
    private readonly List<Entry> _entries = [];

    /// <summary>Reads {"name": array, ...}.</summary>
    public List<NamedTensor> ReadObject(ref Utf8JsonReader reader)
    {
        ReadOne(ref reader, int.MaxValue);
        CheckItems(1);
        return _entries.ConvertAll(entry => new NamedTensor(entry.Name, entry.Values.ToTensor(entry.ItemShape)));
    }

    /// <summary>Reads [{"name": row, ...}, ...] and stacks the rows.</summary>
    public List<NamedTensor> ReadRows(ref Utf8JsonReader reader) => ReadRows(ref reader, default);

    /// <summary>As the other, and takes what a row lacks from an object that all rows share.</summary>
    public List<NamedTensor> ReadRows(ref Utf8JsonReader reader, Utf8JsonReader shared)
    {
        var rows = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw ServingException.Malformed(
                    $"Invalid input. Row {rows} is not an object, as the rows before it are.");
            }

            ReadOne(ref reader, int.MaxValue);
            rows++;
            if (shared.TokenType == JsonTokenType.StartObject)
            {
                var again = shared;
                ReadOne(ref again, rows);
            }

            CheckItems(rows);
        }

        return _entries.ConvertAll(
            entry => new NamedTensor(entry.Name, entry.Values.ToTensor([rows, .. entry.ItemShape])));
    }

    /// <summary>Reads an object; arrays that have so many items already are read over.</summary>
    private void ReadOne(ref Utf8JsonReader reader, int enough)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Find(ref reader) is { } entry && entry.Items < enough)
            {
                reader.Read();
                entry.Add(rules.ReadValue(ref reader, entry.Values, entry.Type));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The entry of the property's input; null for one that the signature lacks: MLflow drops it.</summary>
    private Entry? Find(ref Utf8JsonReader reader)
    {
        foreach (var entry in _entries)
        {
            if (reader.ValueTextEquals(entry.Name))
            {
                return entry;
            }
        }

        foreach (var input in model.Scorer.Schema.Inputs)
        {
            if (reader.ValueTextEquals(input.Name))
            {
                var added = new Entry(input.Name, rules.TypeOf(model, input));
                _entries.Add(added);
                return added;
            }
        }

        return rules.DropsUnknown(model)
            ? null
            : throw ServingException.Malformed(
                $"Invalid input. Model '{model.Name}' has no input '{reader.GetString()}'; it takes "
                + $"{PythonTypes.List(model.Scorer.Schema.Inputs.Select(input => input.Name))}.");
    }

    private void CheckItems(int expected)
    {
        foreach (var entry in _entries)
        {
            if (entry.Items != expected)
            {
                throw ServingException.Malformed(
                    $"Invalid input. '{entry.Name}' is given {entry.Items} times in {expected} objects, "
                    + "expected once in each.");
            }
        }
    }

    private sealed class Entry(string name, ElementType type)
    {
        public string Name => name;

        public ElementType Type => type;

        public ValueBuffer Values { get; } = ValueBuffer.ForTensor(type, name);

        public int Items { get; private set; }

        public long[] ItemShape { get; private set; } = [];

        public void Add(long[] shape)
        {
            if (Items > 0 && !shape.AsSpan().SequenceEqual(ItemShape))
            {
                throw ServingException.Malformed(
                    $"Invalid input. '{name}' is ragged: row 0 has shape [{string.Join(", ", ItemShape)}], "
                    + $"row {Items} has shape [{string.Join(", ", shape)}].");
            }

            ItemShape = shape;
            Items++;
        }
    }
}
