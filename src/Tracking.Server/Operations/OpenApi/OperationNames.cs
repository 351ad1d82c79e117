using System.Reflection;
using Tracking.Contracts;

namespace Tracking.Server.Operations.OpenApi;

/// <summary>The names that the contract gives its routes: Runs.Create is the operation "Create" of "Runs".</summary>
internal static class OperationNames
{
    private static readonly Dictionary<(string Verb, string Path), (string Tag, string Name)> Known = Read();

    public static (string Tag, string Name)? Find(string verb, string path) =>
        Known.TryGetValue((verb, path), out var name) ? name : null;

    private static Dictionary<(string Verb, string Path), (string Tag, string Name)> Read()
    {
        var names = new Dictionary<(string Verb, string Path), (string Tag, string Name)>();
        foreach (var group in typeof(Routes).GetNestedTypes(BindingFlags.Public))
        {
            foreach (var property in group.GetProperties(BindingFlags.Public | BindingFlags.Static))
            {
                if (IsRoute(property.PropertyType) && property.GetValue(null) is { } route)
                {
                    names[(TextOf(route, "Verb"), TextOf(route, "Path"))] = (group.Name, property.Name);
                }
            }
        }

        return names;
    }

    private static bool IsRoute(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Route<,>);

    private static string TextOf(object route, string property) =>
        (string)route.GetType().GetProperty(property)!.GetValue(route)!;
}
