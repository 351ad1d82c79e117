namespace Tracking.Models.Flavors.Converters.Documents;

/// <summary>What a JSON or UBJSON file holds; lists of numbers alone are kept packed.</summary>
/// <param name="Position">Where it begins, in bytes.</param>
internal abstract record DocumentValue(long Position);

internal sealed record NullValue(long Position) : DocumentValue(Position);

internal sealed record FlagValue(long Position, bool Value) : DocumentValue(Position);

/// <summary>Whole numbers beyond 2^53 are not exact; readers that need them refuse such.</summary>
internal sealed record NumberValue(long Position, double Value) : DocumentValue(Position);

internal sealed record TextValue(long Position, string Value) : DocumentValue(Position);

internal sealed record NumbersValue(long Position, double[] Values) : DocumentValue(Position);

internal sealed record ListValue(long Position, IReadOnlyList<DocumentValue> Items) : DocumentValue(Position);

internal sealed record ObjectValue(long Position, IReadOnlyDictionary<string, DocumentValue> Fields)
    : DocumentValue(Position);
