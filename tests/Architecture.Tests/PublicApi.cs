using System.Reflection;
using System.Text;

namespace Tracking.Architecture.Tests;

/// <summary>The public surface of an assembly as sorted text, one member a line.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(KindOf(type)).Append(' ').Append(TypeNames.Of(type, full: true));
            text.Append(Bases(type)).Append('\n');
            foreach (var line in Members(type).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string KindOf(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return "";
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited)
            .Where(face => face.IsPublic && !face.Name.StartsWith("IEquatable", StringComparison.Ordinal))
            .Select(face => TypeNames.Of(face))
            .Order(StringComparer.Ordinal);
        var parent = new[] { type.BaseType }
            .OfType<Type>()
            .Where(candidate => candidate != typeof(object) && candidate != typeof(ValueType))
            .Select(candidate => TypeNames.Of(candidate));
        var all = string.Join(", ", parent.Concat(bases));
        return all.Length == 0 ? "" : " : " + all;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        }

        if (type.BaseType == typeof(MulticastDelegate))
        {
            return [Signature(type.GetMethod("Invoke")!)];
        }

        return [.. Constructors(type), .. Methods(type), .. Properties(type), .. Fields(type), .. Events(type)];
    }

    private static IEnumerable<string> Constructors(Type type) =>
        type.GetConstructors(Declared).Where(IsVisible).Where(c => !c.IsStatic)
            .Select(constructor => $"new({Parameters(constructor)})");

    private static IEnumerable<string> Methods(Type type) =>
        type.GetMethods(Declared).Where(IsVisible)
            .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(method => !IsRecordPlumbing(method))
            .Select(Signature);

    private static bool IsRecordPlumbing(MethodInfo method) =>
        method.Name.Contains('<')
        || method.Name is "PrintMembers" or "Deconstruct" or "GetHashCode" or "Equals" or "ToString"
            or "op_Equality" or "op_Inequality";

    private static string Signature(MethodInfo method)
    {
        var generics = method.IsGenericMethod
            ? "<" + string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name)) + ">"
            : "";
        return $"{Modifier(method)}{TypeNames.Of(method.ReturnType)} {method.Name}{generics}({Parameters(method)})";
    }

    private static IEnumerable<string> Properties(Type type) =>
        from property in type.GetProperties(Declared)
        where property.Name != "EqualityContract"
        let accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList()
        where accessors.Count > 0
        select $"{Modifier(accessors[0])}{TypeNames.Of(property.PropertyType)} {property.Name} {{ "
            + string.Join(" ", accessors.Select(AccessorName).Order(StringComparer.Ordinal)) + " }";

    private static string AccessorName(MethodInfo accessor) =>
        accessor.ReturnType != typeof(void) ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;"
        : "set;";

    private static IEnumerable<string> Fields(Type type) =>
        type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily)
            .Select(field => (field.IsLiteral ? "const " : field.IsStatic ? "static " : "")
                + $"{TypeNames.Of(field.FieldType)} {field.Name}");

    private static IEnumerable<string> Events(Type type) =>
        type.GetEvents(Declared).Where(item => item.AddMethod is { } add && IsVisible(add))
            .Select(item => $"event {TypeNames.Of(item.EventHandlerType!)} {item.Name}");

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifier(MethodBase method) =>
        method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract "
        : method.IsFamily ? "protected " : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter =>
            TypeNames.Of(parameter.ParameterType) + " " + parameter.Name + (parameter.IsOptional ? "?" : "")));
}
