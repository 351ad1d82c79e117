using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tracking.Contracts.Json;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Operations.OpenApi;

/// <summary>Describes every mapped route as OpenAPI 3.1.</summary>
internal sealed partial class OpenApiDocument(string staticPrefix)
{
    private const string Json = "application/json";

    private readonly MessageSchemas _schemas = new();

    public static JsonObject Of(IReadOnlyList<ServedRoute> routes, string staticPrefix) =>
        new OpenApiDocument(staticPrefix).Build(routes);

    private JsonObject Build(IReadOnlyList<ServedRoute> routes)
    {
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var route in routes)
        {
            var path = (route.IsInFamilies ? "/" : "") + CatchAll().Replace(route.Path, "{$1}");
            if (!paths.TryGetValue(path, out var item))
            {
                paths[path] = item = PathItem(route);
            }

            foreach (var verb in route.Verbs)
            {
                item[verb.ToLowerInvariant()] = Operation(route, verb);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Tracking server",
                ["description"] = "Experiments, runs, metrics, artifacts and models over MLflow's REST API.",
                ["version"] = InfoPages.Version,
            },
            ["servers"] = new JsonArray(Server("/api", "the API"), Server("/ajax-api", "the same, for web pages")),
            ["paths"] = new JsonObject(paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
            ["components"] = new JsonObject { ["schemas"] = _schemas.ToJson() },
        };
    }

    /// <summary>Most paths stand below the API's prefixes; the others say where they stand themselves.</summary>
    private JsonObject PathItem(ServedRoute route) => route.IsInFamilies
        ? []
        : new JsonObject { ["servers"] = new JsonArray(Server("", "outside the API")) };

    private JsonObject Server(string path, string description) => new()
    {
        ["url"] = staticPrefix + path is { Length: > 0 } url ? url : "/",
        ["description"] = description,
    };

    private JsonObject Operation(ServedRoute route, string verb)
    {
        var operation = route is { Request: not null, Response: not null } ? Message(route, verb) : Raw(route, verb);
        operation["responses"]!["default"] = new JsonObject
        {
            ["description"] = "Anything else: a code and a message.",
            ["content"] = Content(Json, _schemas.ReferenceTo(WireJson.Default.ErrorResponse)),
        };
        return operation;
    }

    private JsonObject Message(ServedRoute route, string verb)
    {
        var main = route.Verbs[0];
        var (tag, name) = OperationNames.Find(main, route.Path) ?? ("Other", route.Path);
        var operation = new JsonObject
        {
            ["operationId"] = verb == main ? $"{tag}.{name}" : $"{tag}.{name}.{verb}",
            ["tags"] = new JsonArray(tag),
        };
        var inPath = NamesIn(route.Path);
        var parameters = _schemas.FieldsOf(route.Request!)
            .Where(field => verb == "GET" || inPath.Contains(field.Name))
            .Select(field => Parameter(
                field.Name, inPath.Contains(field.Name), WithoutNull(field.Schema), field.IsRequired))
            .ToArray();
        AddParameters(operation, parameters);
        if (verb != "GET")
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(Json, _schemas.ReferenceTo(route.Request!)),
            };
        }

        operation["responses"] = Answered(Json, _schemas.ReferenceTo(route.Response!));
        return operation;
    }

    private static JsonObject Raw(ServedRoute route, string verb)
    {
        var raw = RawOperations.Of(verb, route.Path);
        var operation = new JsonObject
        {
            ["operationId"] = OperationNames.Find(verb, CatchAll().Replace(route.Path, "{$1}")) is (var tag, var name)
                ? $"{tag}.{name}"
                : $"{verb} {route.Path}",
            ["tags"] = new JsonArray(raw.Tag),
            ["summary"] = raw.Summary,
        };
        var text = new JsonObject { ["type"] = "string" };
        AddParameters(
            operation,
            [
                .. NamesIn(route.Path)
                    .Select(name => Parameter(name, isInPath: true, text.DeepClone(), isRequired: true)),
                .. raw.Query.Select(QueryParameter),
            ]);
        if (raw.Takes is { } type)
        {
            operation["requestBody"] = new JsonObject { ["content"] = Content(type, []) };
        }

        operation["responses"] = Answered(raw.Gives, []);
        return operation;
    }

    private static JsonObject QueryParameter(string declared)
    {
        JsonObject schema = new() { ["type"] = "string" };
        if (declared.EndsWith("[]", StringComparison.Ordinal))
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = schema };
        }

        return Parameter(declared.TrimEnd('[', ']', '*'), isInPath: false, schema, declared.Contains('*'));
    }

    private static JsonObject Parameter(string name, bool isInPath, JsonNode schema, bool isRequired) => new()
    {
        ["name"] = name,
        ["in"] = isInPath ? "path" : "query",
        ["required"] = isInPath || isRequired,
        ["schema"] = schema,
    };

    /// <summary>A URL has no null: what is not there is left out.</summary>
    private static JsonNode WithoutNull(JsonNode schema)
    {
        if (schema["type"] is JsonArray types)
        {
            var kept = types.Where(type => type!.GetValue<string>() != "null").Select(type => type!.DeepClone());
            schema["type"] = kept.ToArray() is [var only] ? only : new JsonArray([.. kept]);
        }

        return schema;
    }

    private static void AddParameters(JsonObject operation, JsonObject[] parameters)
    {
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray([.. parameters]);
        }
    }

    private static JsonObject Answered(string type, JsonObject schema) => new()
    {
        ["200"] = new JsonObject { ["description"] = "Done.", ["content"] = Content(type, schema) },
    };

    private static JsonObject Content(string type, JsonObject schema) => new()
    {
        [type] = new JsonObject { ["schema"] = schema },
    };

    private static HashSet<string> NamesIn(string path) =>
        [.. PathParameter().Matches(path).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{\*{0,2}(\w+)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex(@"\{\*{1,2}(\w+)\}")]
    private static partial Regex CatchAll();
}
