using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tracking.Contracts.Json;

namespace Tracking.Server.Messages;

/// <summary>What a field of a request may hold.</summary>
internal enum FieldKind
{
    Text,
    Int32,
    Int64,
    Number,
    Flag,
    Enumeration,
    Message,

    /// <summary>Texts by names that nobody knows before.</summary>
    Map,

    /// <summary>Any JSON, null included.</summary>
    Any,
}

/// <summary>The fields of a request type, read once from its serialisation contract.</summary>
internal sealed class MessageShape
{
    private readonly Dictionary<string, FieldShape> _byName = new(StringComparer.Ordinal);

    private MessageShape(List<FieldShape> fields)
    {
        // MLflow looks for the run before anything else.
        Fields = [.. fields.OrderBy(field => field.Name == "run_id" ? 0 : 1)];
        foreach (var field in fields)
        {
            _byName[field.Name] = field;
            _byName.TryAdd(field.CamelName, field);
        }

        RunId = fields.Find(field => field.Name == "run_id");
        RunUuid = fields.Find(field => field.Name == "run_uuid");
        NeedsCheck = fields.Exists(field => field.IsRequired || field.IsList || field.Kind == FieldKind.Enumeration
            || field.Message?.NeedsCheck == true) || RunUuid is not null;
    }

    /// <summary>In the order in which problems are reported.</summary>
    public IReadOnlyList<FieldShape> Fields { get; }

    public FieldShape? RunId { get; }

    /// <summary>The old name of run_id, where a message still has it.</summary>
    public FieldShape? RunUuid { get; }

    /// <summary>Whether a message can be wrong although it was read without an error.</summary>
    public bool NeedsCheck { get; }

    public static MessageShape Of(JsonTypeInfo type) =>
        new([.. type.Properties.Select(property => FieldShape.Of(type, property))]);

    /// <summary>The field of that name, in snake_case or camelCase.</summary>
    public FieldShape? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>One field of a request.</summary>
internal sealed class FieldShape
{
    private FieldShape(JsonPropertyInfo property, FieldKind kind, Type valueType)
    {
        Property = property;
        Kind = kind;
        CamelName = ToCamelCase(property.Name);
        EnumType = kind == FieldKind.Enumeration ? valueType : null;
        EnumNames = EnumType is null ? [] : NamesOf(EnumType);
    }

    public string Name => Property.Name;

    public string CamelName { get; }

    public FieldKind Kind { get; }

    public required bool IsList { get; init; }

    public required bool IsRequired { get; init; }

    /// <summary>An unknown name of an enumeration is refused rather than ignored.</summary>
    public required bool IsStrict { get; init; }

    /// <summary>What is wrong in it counts as nothing.</summary>
    public required bool IsLoose { get; init; }

    /// <summary>The fraction of a number is cut rather than refused.</summary>
    public required bool IsCut { get; init; }

    /// <summary>It must be in the body although the path has it.</summary>
    public required bool IsInBody { get; init; }

    public required MessageShape? Message { get; init; }

    public Type? EnumType { get; }

    /// <summary>Wire names of the enumeration by the name itself and by its number.</summary>
    public IReadOnlyDictionary<string, string> EnumNames { get; }

    private JsonPropertyInfo Property { get; }

    public object? Get(object message) => Property.Get!(message);

    public void Set(object message, object? value) => Property.Set!(message, value);

    public static FieldShape Of(JsonTypeInfo owner, JsonPropertyInfo property)
    {
        var type = property.PropertyType;
        var isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var valueType = isList ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
        var kind = KindOf(valueType);
        return new FieldShape(property, kind, valueType)
        {
            IsList = isList,
            IsRequired = Has<WireRequiredAttribute>(property),
            IsStrict = Has<WireStrictAttribute>(property),
            IsLoose = Has<WireLooseAttribute>(property),
            IsCut = Has<WireCutAttribute>(property),
            IsInBody = Has<WireInBodyAttribute>(property),
            Message = kind == FieldKind.Message ? MessageShape.Of(owner.Options.GetTypeInfo(valueType)) : null,
        };
    }

    private static bool Has<TAttribute>(JsonPropertyInfo property)
        where TAttribute : Attribute =>
        property.AttributeProvider?.IsDefined(typeof(TAttribute), inherit: false) == true;

    private static FieldKind KindOf(Type type)
    {
        if (type.IsEnum)
        {
            return FieldKind.Enumeration;
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            return FieldKind.Map;
        }

        if (type == typeof(JsonElement))
        {
            return FieldKind.Any;
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => FieldKind.Text,
            TypeCode.Int32 => FieldKind.Int32,
            TypeCode.Int64 => FieldKind.Int64,
            TypeCode.Double => FieldKind.Number,
            TypeCode.Boolean => FieldKind.Flag,
            _ => FieldKind.Message,
        };
    }

    private static Dictionary<string, string> NamesOf(Type type)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var name = member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member.Name;
            names[name] = name;
            names[Convert.ToInt64(member.GetValue(null), null).ToString(null, null)] = name;
        }

        return names;
    }

    private static string ToCamelCase(string name)
    {
        var parts = name.Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
