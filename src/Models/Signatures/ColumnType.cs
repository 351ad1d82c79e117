using Tracking.Models.Tensors;

namespace Tracking.Models.Signatures;

/// <summary>The type of a column: a scalar, or something nested of scalars.</summary>
public abstract record ColumnType
{
    private protected ColumnType()
    {
    }

    /// <summary>A scalar column type.</summary>
    /// <param name="type">The scalar.</param>
    public static implicit operator ColumnType(DataType type) => new ScalarType(type);

    /// <summary>
    /// What values of the type are held as in tensors: nested ones, and any, as JSON; null for a type that is not
    /// known.
    /// </summary>
    public ElementType? ElementType => this switch
    {
        ScalarType scalar => scalar.DataType.ElementType(),
        UnknownType => null,
        _ => Tensors.ElementType.Json,
    };

    /// <summary>As MLflow's messages name the type.</summary>
    public sealed override string ToString() => Describe();

    private protected abstract string Describe();
}

/// <summary>One value.</summary>
/// <param name="DataType">Its type.</param>
public sealed record ScalarType(DataType DataType) : ColumnType
{
    private protected override string Describe() => DataType.Name();
}

/// <summary>A list of values of one type.</summary>
/// <param name="Items">The type of each.</param>
public sealed record ArrayType(ColumnType Items) : ColumnType
{
    private protected override string Describe() => $"Array({Items})";
}

/// <summary>Text keys to values of one type.</summary>
/// <param name="Values">The type of each value.</param>
public sealed record MapType(ColumnType Values) : ColumnType
{
    private protected override string Describe() => $"Map(str -> {Values})";
}

/// <summary>Named properties.</summary>
/// <param name="Properties">In the order of the file.</param>
public sealed record ObjectType(IReadOnlyList<ObjectProperty> Properties) : ColumnType
{
    private protected override string Describe() => $"{{{string.Join(", ", Properties)}}}";
}

/// <summary>A property of an object.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="IsRequired">Whether each object has it.</param>
public sealed record ObjectProperty(string Name, ColumnType Type, bool IsRequired = true)
{
    /// <summary>As MLflow's messages name it.</summary>
    public override string ToString() => $"{Name}: {Type} ({(IsRequired ? "required" : "optional")})";
}

/// <summary>Any value at all.</summary>
public sealed record AnyType : ColumnType
{
    private protected override string Describe() => "any";
}

/// <summary>A type that this version does not know; it is kept as it was read.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="OtherKeys">A JSON object of what stands beside the name.</param>
public sealed record UnknownType(string Name, string OtherKeys) : ColumnType
{
    private protected override string Describe() => Name;
}
