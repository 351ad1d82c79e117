using System.Buffers.Binary;
using System.Text;

namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>
/// Reads Universal Binary JSON, draft 12, as XGBoost writes it. Every count is held against the bytes that are left
/// before anything is made of it.
/// </summary>
internal ref struct UbjsonReading
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly DocumentBudget _budget;
    private int _at;
    private int _depth;

    private UbjsonReading(ReadOnlySpan<byte> bytes, DocumentBudget budget)
    {
        _bytes = bytes;
        _budget = budget;
    }

    /// <summary>Reads one value and nothing after it.</summary>
    /// <exception cref="ModelConversionException">Not UBJSON; names the byte.</exception>
    public static DocumentField Read(string file, ReadOnlySpan<byte> bytes)
    {
        var reading = new UbjsonReading(bytes, new DocumentBudget(file));
        var value = reading.Value(reading.Marker());
        return reading._at == bytes.Length
            ? new DocumentField(file, "", value)
            : throw reading.Broken("goes on after the end of its UBJSON");
    }

    private DocumentValue Value(byte marker)
    {
        var start = Math.Max(0, _at - 1);
        _budget.Count(start);
        return marker switch
        {
            (byte)'{' => Nested(start, isObject: true),
            (byte)'[' => Nested(start, isObject: false),
            (byte)'S' => new TextValue(start, Text(Length())),
            (byte)'C' => new TextValue(start, Text(1)),
            (byte)'T' => new FlagValue(start, true),
            (byte)'F' => new FlagValue(start, false),
            (byte)'Z' => new NullValue(start),
            _ when SizeOf(marker) > 0 => new NumberValue(start, Number(marker)),
            _ => throw _budget.Broken(start, $"has the unknown marker 0x{marker:X2}"),
        };
    }

    private DocumentValue Nested(int start, bool isObject)
    {
        _budget.CheckDepth(++_depth, start);
        var type = TakeIf((byte)'$') ? Marker() : (byte?)null;
        int? count = TakeIf((byte)'#') ? Length() : null;
        if (type is not null && count is null)
        {
            throw Broken("gives the type of a list without its length");
        }

        var value = isObject ? Object(start, type, count) : List(start, type, count);
        _depth--;
        return value;
    }

    private ObjectValue Object(int start, byte? type, int? count)
    {
        var fields = new Dictionary<string, DocumentValue>(StringComparer.Ordinal);
        for (var i = 0; count is null ? !TakeIf((byte)'}') : i < count; i++)
        {
            var at = _at;
            var name = Text(Length());
            if (!fields.TryAdd(name, Value(type ?? Marker())))
            {
                throw _budget.Broken(at, $"has the field '{name}' twice in one object");
            }
        }

        return new ObjectValue(start, fields);
    }

    private DocumentValue List(int start, byte? type, int? count)
    {
        if (type is { } packed && SizeOf(packed) > 0)
        {
            return Packed(start, packed, count!.Value);
        }

        if (type is (byte)'Z' or (byte)'T' or (byte)'F')
        {
            // Items without a byte of their own: the file does not bound their number.
            _budget.CheckRoom(start, count!.Value);
        }

        var list = new ListBuilder(start, _budget);
        for (var i = 0; count is null ? !TakeIf((byte)']') : i < count; i++)
        {
            var marker = type ?? Marker();
            if (SizeOf(marker) > 0)
            {
                list.Add(_at, Number(marker));
            }
            else
            {
                list.Add(Value(marker));
            }
        }

        return list.Build();
    }

    private NumbersValue Packed(int start, byte type, int count)
    {
        if ((long)count * SizeOf(type) > _bytes.Length - _at)
        {
            throw _budget.Broken(start, $"ends within a list of {count} numbers that begins here");
        }

        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = Number(type);
        }

        return new NumbersValue(start, numbers);
    }

    private double Number(byte marker)
    {
        var bytes = Take(SizeOf(marker));
        return marker switch
        {
            (byte)'i' => (sbyte)bytes[0],
            (byte)'U' => bytes[0],
            (byte)'I' => BinaryPrimitives.ReadInt16BigEndian(bytes),
            (byte)'l' => BinaryPrimitives.ReadInt32BigEndian(bytes),
            (byte)'L' => BinaryPrimitives.ReadInt64BigEndian(bytes),
            (byte)'d' => BinaryPrimitives.ReadSingleBigEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }

    /// <summary>The bytes of a number, 0 for what is none.</summary>
    private static int SizeOf(byte marker) => marker switch
    {
        (byte)'i' or (byte)'U' => 1,
        (byte)'I' => 2,
        (byte)'l' or (byte)'d' => 4,
        (byte)'L' or (byte)'D' => 8,
        _ => 0,
    };

    private int Length()
    {
        var at = _at;
        var marker = Marker();
        var length = marker is not ((byte)'d' or (byte)'D') && SizeOf(marker) > 0 ? Number(marker) : -1;
        return length >= 0 && length <= _bytes.Length
            ? (int)length
            : throw _budget.Broken(at, length < 0
                ? "has no length where one is due"
                : $"gives the length {length}, beyond the end of the file");
    }

    private string Text(int length)
    {
        var at = _at;
        try
        {
            return Strict.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw _budget.Broken(at, "has a text that is not UTF-8");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw Broken("ends in the middle of a value");
        }

        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    private bool TakeIf(byte marker)
    {
        if (_at >= _bytes.Length || _bytes[_at] != marker)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>The next marker; N stands for nothing and is passed over.</summary>
    private byte Marker()
    {
        byte marker;
        do
        {
            marker = Take(1)[0];
        }
        while (marker == 'N');

        return marker;
    }

    private static UTF8Encoding Strict { get; } = new(false, throwOnInvalidBytes: true);

    private readonly ModelConversionException Broken(string problem) => _budget.Broken(_at, problem);
}
