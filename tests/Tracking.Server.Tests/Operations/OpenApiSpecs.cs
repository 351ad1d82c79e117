using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracking.Contracts;
using Tracking.TestKit;

namespace Tracking.Server.Tests.Operations;

public sealed partial class OpenApiSpecs : ServerSpecs
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Every_route_of_the_contract_is_described_with_its_messages()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        var routes = RoutesOf().ToList();

        Assert.True(routes.Count > 50);
        Assert.All(routes, route =>
        {
            var operation = paths.GetProperty("/" + route.Path).GetProperty(route.Verb.ToLowerInvariant());
            Assert.Equal(route.Name, operation.GetProperty("operationId").GetString());
            if (route.Path.Contains("{artifact_path}", StringComparison.Ordinal))
            {
                // Its path may hold slashes, so it is mapped without a message.
                return;
            }

            var answer = SchemaOf(operation.GetProperty("responses").GetProperty("200"));
            Assert.Equal("#/components/schemas/" + route.Response, answer.GetProperty("$ref").GetString());
            if (route.Verb != "GET")
            {
                var taken = SchemaOf(operation.GetProperty("requestBody")).GetProperty("$ref").GetString();
                Assert.Equal("#/components/schemas/" + route.Request, taken);
            }
        });
    }

    [Theory]
    [InlineData("/health", "get")]
    [InlineData("/version", "get")]
    [InlineData("/ready", "get")]
    [InlineData("/metrics", "get")]
    [InlineData("/openapi.json", "get")]
    [InlineData("/3.0/mlflow/server-info", "get")]
    [InlineData("/get-artifact", "get")]
    [InlineData("/2.0/mlflow-artifacts/artifacts/{artifact_path}", "put")]
    public async Task Routes_without_messages_are_described_too(string path, string verb)
    {
        var operation = (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty(verb);
        Assert.NotEqual("Other", operation.GetProperty("tags")[0].GetString());
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
    }

    [Fact]
    public async Task Every_reference_resolves_and_every_operation_is_whole()
    {
        var document = await DocumentAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var references = Reference().Matches(document.GetRawText()).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.All(references, name => Assert.True(schemas.TryGetProperty(name, out _), name));
        Assert.All(schemas.EnumerateObject(), schema => Assert.Contains(schema.Name, references));

        var operations = OperationsOf(document).ToList();
        var ids = operations.Select(found => found.Operation.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(operations, found =>
        {
            Assert.True(found.Operation.GetProperty("responses").TryGetProperty("default", out _));
            var declared = ParametersOf(found.Operation, "path");
            var named = Template().Matches(found.Path).Select(match => match.Groups[1].Value);
            Assert.Equal(named.Order(), declared.Order());
        });
    }

    [Fact]
    public async Task The_document_says_where_the_API_stands()
    {
        await using var server = await RunningTrackingServer.StartAsync(
            options => options with { StaticPrefix = "/ml" });
        var document = JsonSerializer.Deserialize<JsonElement>(await server.Client.GetStringAsync("/ml/openapi.json"));

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal(
            ["/ml/api", "/ml/ajax-api"],
            document.GetProperty("servers").EnumerateArray().Select(found => found.GetProperty("url").GetString()));
        var health = document.GetProperty("paths").GetProperty("/health");
        Assert.Equal("/ml", health.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task Operations_and_schemas_of_each_kind_are_the_approved_ones()
    {
        var document = await DocumentAsync();
        var paths = document.GetProperty("paths");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Approve.Text(JsonSerializer.Serialize(
            new
            {
                paths = Pick(
                    paths,
                    "/2.0/mlflow/runs/log-metric",
                    "/2.0/mlflow/registered-models/search",
                    "/2.0/mlflow/logged-models/{model_id}/tags",
                    "/health"),
                schemas = Pick(schemas, "LogMetricRequest", "SearchRunsRequest", "ErrorResponse"),
            },
            Indented));
    }

    private async Task<JsonElement> DocumentAsync() =>
        JsonSerializer.Deserialize<JsonElement>(await Client.GetStringAsync("openapi.json"));

    private static Dictionary<string, JsonElement> Pick(JsonElement from, params string[] names) =>
        names.ToDictionary(name => name, from.GetProperty);

    private static JsonElement SchemaOf(JsonElement body) =>
        body.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static IEnumerable<(string Path, JsonElement Operation)> OperationsOf(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from verb in path.Value.EnumerateObject()
        where verb.Name != "servers"
        select (path.Name, verb.Value);

    private static IEnumerable<string> ParametersOf(JsonElement operation, string place) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? from parameter in parameters.EnumerateArray()
              where parameter.GetProperty("in").GetString() == place
              select parameter.GetProperty("name").GetString()
            : [];

    private static IEnumerable<(string Name, string Verb, string Path, string Request, string Response)> RoutesOf() =>
        from tag in typeof(Routes).GetNestedTypes()
        from property in tag.GetProperties(BindingFlags.Public | BindingFlags.Static)
        let type = property.PropertyType
        where type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Route<,>)
        let route = property.GetValue(null)
        let messages = type.GetGenericArguments()
        select (
            $"{tag.Name}.{property.Name}",
            (string)type.GetProperty("Verb")!.GetValue(route)!,
            (string)type.GetProperty("Path")!.GetValue(route)!,
            messages[0].Name,
            messages[1].Name);

    [GeneratedRegex("\"#/components/schemas/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Template();
}
