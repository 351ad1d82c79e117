using System.Collections.Frozen;
using Tracking.Core.Errors;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Search.Binding;

/// <summary>Finds the field that a name means.</summary>
internal static class FieldResolver
{
    private const string SpanAttributePrefix = "attributes.";

    private static readonly string[] DatasetParts = ["name", "context", "digest"];
    private static readonly string[] SpanParts = ["name", "type", "status", "content", "attributes.<key>"];

    public static (Field Field, FieldType Type) ForFilter(SearchSchema schema, FieldName name)
    {
        var kind = KindOf(schema, name);
        return kind == FieldKind.Attribute
            ? Attribute(
                schema.FilterAttributes, name.Key, schema.Wording.FilterKeys, schema.Wording.UnknownAttribute)
            : OtherThanAttribute(schema, kind, name.Key);
    }

    public static Field ForOrder(SearchSchema schema, FieldName name)
    {
        var kind = KindOf(schema, name);
        if (!schema.OrderKinds.Contains(kind))
        {
            throw ParameterErrors.Invalid(schema.Wording.NotOrderable(kind));
        }

        return kind == FieldKind.Attribute
            ? Attribute(
                schema.OrderAttributes, name.Key, schema.Wording.OrderKeys, schema.Wording.UnknownOrderKey).Field
            : new Field(kind, name.Key);
    }

    private static FieldKind KindOf(SearchSchema schema, FieldName name)
    {
        if (name.Entity is null)
        {
            return FieldKind.Attribute;
        }

        return schema.Entities.TryGetValue(name.Entity, out var kind)
            ? kind
            : throw ParameterErrors.Invalid(schema.Wording.UnknownEntity(name.Entity));
    }

    private static (Field Field, FieldType Type) OtherThanAttribute(SearchSchema schema, FieldKind kind, string key)
    {
        if (kind == FieldKind.Dataset && !DatasetParts.Contains(key))
        {
            throw ParameterErrors.Invalid(schema.Wording.UnknownDatasetKey(key, DatasetParts));
        }

        if (kind == FieldKind.Span && !IsSpanPart(key))
        {
            throw ParameterErrors.Invalid(schema.Wording.UnknownSpanKey(key, SpanParts));
        }

        return (new Field(kind, key), kind == FieldKind.Metric ? FieldType.Number : FieldType.Text);
    }

    private static bool IsSpanPart(string key) =>
        SpanParts.AsSpan(0, SpanParts.Length - 1).Contains(key)
        || (key.StartsWith(SpanAttributePrefix, StringComparison.Ordinal) && key.Length > SpanAttributePrefix.Length);

    private static (Field Field, FieldType Type) Attribute(
        FrozenDictionary<string, AttributeDefinition> attributes,
        string key,
        IReadOnlyList<string> listed,
        Func<string, IEnumerable<string>, string> unknown)
    {
        return attributes.TryGetValue(key, out var definition)
            ? (Field.Attribute(definition.Name), definition.Type)
            : throw ParameterErrors.Invalid(unknown(key, listed.Intersect(attributes.Keys)
                .Union(attributes.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal)));
    }
}
