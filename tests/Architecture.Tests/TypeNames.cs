namespace Tracking.Architecture.Tests;

/// <summary>Types as C# writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double", [typeof(float)] = "float",
        [typeof(byte)] = "byte",
    };

    public static string Of(Type type, bool full = false)
    {
        if (type.IsByRef)
        {
            return "ref " + Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner) + "?";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var name = type.IsGenericParameter ? type.Name : Nested(type, full);
        var arguments = type.GetGenericArguments();
        return type.IsGenericParameter || arguments.Length == 0
            ? name
            : $"{name}<{string.Join(", ", arguments.Select(argument => Of(argument)))}>";
    }

    private static string Nested(Type type, bool full)
    {
        var own = type.Name.Split('`')[0];
        return type.IsNested ? Nested(type.DeclaringType!, full) + "." + own
            : full ? type.Namespace + "." + own
            : own;
    }
}
