using Held = Tracking.Models.Tensors.ElementType;

namespace Tracking.Models.Signatures;

/// <summary>What is known of each <see cref="DataType"/>.</summary>
public static class DataTypes
{
    private static readonly (DataType Type, string Name, string NumpyName, Held ElementType)[] All =
    [
        (DataType.Boolean, "boolean", "bool", Held.Bool),
        (DataType.Integer, "integer", "int32", Held.Int32),
        (DataType.Long, "long", "int64", Held.Int64),
        (DataType.Float, "float", "float32", Held.Float32),
        (DataType.Double, "double", "float64", Held.Float64),
        (DataType.String, "string", "str", Held.String),
        (DataType.Binary, "binary", "bytes", Held.String),
        (DataType.DateTime, "datetime", "datetime64[ns]", Held.Int64),
    ];

    /// <summary>The name that signatures use.</summary>
    /// <param name="type">Any type.</param>
    public static string Name(this DataType type) => All[(int)type].Name;

    /// <summary>The numpy type that MLflow casts to, as its messages name it.</summary>
    /// <param name="type">Any type.</param>
    public static string NumpyName(this DataType type) => All[(int)type].NumpyName;

    /// <summary>
    /// What a column of this type is held as: datetime as int64 nanoseconds since 1970 (the least int64 for none),
    /// binary as base64 text.
    /// </summary>
    /// <param name="type">Any type.</param>
    public static Held ElementType(this DataType type) => All[(int)type].ElementType;

    /// <summary>The type of a name, or null where no type has it.</summary>
    /// <param name="name">As in a signature.</param>
    public static DataType? Find(string name)
    {
        foreach (var known in All)
        {
            if (known.Name == name)
            {
                return known.Type;
            }
        }

        return null;
    }
}
