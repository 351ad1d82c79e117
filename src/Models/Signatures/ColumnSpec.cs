namespace Tracking.Models.Signatures;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name; null only for a table with one unnamed column.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="IsRequired">Whether a request must have it.</param>
public sealed record ColumnSpec(string? Name, ColumnType Type, bool IsRequired = true)
{
    /// <summary>As MLflow's messages name it: <c>'x': double (required)</c>.</summary>
    public override string ToString() =>
        (Name is null ? "" : $"'{Name}': ") + $"{Type} ({(IsRequired ? "required" : "optional")})";
}
