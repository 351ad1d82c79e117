using System.Globalization;
using System.Text.Json;
using Tracking.Models.Signatures;

namespace Tracking.Client.Internal.Datasets;

/// <summary>The narrowest type that all values of a column have: whole numbers are numbers, and all is text.</summary>
internal sealed class ColumnGuess
{
    private DataType? _type;
    private bool _isNested;

    /// <summary>How many there were, empty ones left out.</summary>
    internal long Values { get; private set; }

    internal void Add(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return;
            case JsonValueKind.Object or JsonValueKind.Array:
                _isNested = true;
                Values++;
                return;
            case JsonValueKind.Number:
                Widen(value.TryGetInt64(out _) ? DataType.Long : DataType.Double);
                return;
            default:
                Widen(value.ValueKind == JsonValueKind.String ? DataType.String : DataType.Boolean);
                return;
        }
    }

    /// <summary>Of a CSV file, where everything is text.</summary>
    internal void Add(string value)
    {
        if (value.Length == 0)
            return;
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            Widen(DataType.Long);
        else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            Widen(DataType.Double);
        else
            Widen(bool.TryParse(value, out _) ? DataType.Boolean : DataType.String);
    }

    internal ColumnSpec ToSpec(string name, bool isRequired) =>
        new(name, _isNested ? new AnyType() : _type ?? DataType.String, isRequired);

    private void Widen(DataType type)
    {
        Values++;
        if (_type is null || _type == type)
            _type = type;
        else
            _type = (_type, type) is (DataType.Long, DataType.Double) or (DataType.Double, DataType.Long)
                ? DataType.Double
                : DataType.String;
    }
}
