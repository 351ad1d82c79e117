using System.Collections.Frozen;

namespace Tracking.Core.Search.Binding;

internal enum FieldType
{
    Text,
    Number,
}

/// <summary>An attribute as it may be written in one place: its canonical name and its type.</summary>
internal sealed record AttributeDefinition(string Name, FieldType Type);

/// <summary>The names that an entity's search knows, in filters and in order_by, and how it words refusals.</summary>
internal sealed class SearchSchema
{
    /// <summary>What stands before the dot, and the kind it means.</summary>
    public required FrozenDictionary<string, FieldKind> Entities { get; init; }

    /// <summary>Attributes of filters by name and alias.</summary>
    public required FrozenDictionary<string, AttributeDefinition> FilterAttributes { get; init; }

    /// <summary>Attributes of order_by by name and alias.</summary>
    public required FrozenDictionary<string, AttributeDefinition> OrderAttributes { get; init; }

    /// <summary>Kinds that order_by accepts.</summary>
    public required FrozenSet<FieldKind> OrderKinds { get; init; }

    public required SearchWording Wording { get; init; }

    /// <summary>What attributes of few values may hold, by canonical name: others in a list are a mistake.</summary>
    public FrozenDictionary<string, string[]> KnownValues { get; init; } = FrozenDictionary<string, string[]>.Empty;

    /// <summary>Texts are accepted for number fields; what is no number equals none, as in MLflow.</summary>
    public bool TextsAreNumbers { get; init; }

    /// <summary>Numbers are accepted for text fields and compared as they were written.</summary>
    public bool NumbersAreText { get; init; }

    /// <summary>RLIKE compares texts with a regular expression.</summary>
    public bool HasRegularExpressions { get; init; }

    public static FrozenDictionary<string, AttributeDefinition> Attributes(
        params (FieldType Type, string Name, string[] Aliases)[] attributes)
    {
        var byName = new Dictionary<string, AttributeDefinition>(StringComparer.Ordinal);
        foreach (var (type, name, aliases) in attributes)
        {
            var definition = new AttributeDefinition(name, type);
            byName.Add(name, definition);
            foreach (var alias in aliases)
            {
                byName.Add(alias, definition);
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static FrozenDictionary<string, FieldKind> EntityNames(params (FieldKind Kind, string[] Names)[] kinds) =>
        kinds.SelectMany(k => k.Names, (k, name) => KeyValuePair.Create(name, k.Kind))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
