namespace Tracking.Models.Signatures;

/// <summary>The type of a column's values, or of a parameter.</summary>
public enum DataType
{
    /// <summary><c>boolean</c>.</summary>
    Boolean,

    /// <summary><c>integer</c>, 32 bits.</summary>
    Integer,

    /// <summary><c>long</c>, 64 bits.</summary>
    Long,

    /// <summary><c>float</c>, single precision.</summary>
    Float,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>string</c>.</summary>
    String,

    /// <summary><c>binary</c>; base64 in JSON.</summary>
    Binary,

    /// <summary><c>datetime</c>; ISO 8601 in JSON.</summary>
    DateTime,
}
