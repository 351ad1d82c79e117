using System.Globalization;

namespace Tracking.Core.Errors;

/// <summary>Where a value stands in a request: <c>name</c>, or <c>metrics[0].name</c> for an item of a list.</summary>
public readonly record struct FieldPath(string Field, string? List = null, int Index = 0)
{
    public override string ToString() => List is null
        ? Field
        : string.Create(CultureInfo.InvariantCulture, $"{List}[{Index}].{Field}");
}
