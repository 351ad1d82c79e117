using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tracking.Contracts;
using Tracking.Models.Uris;
using Tracking.TestKit;
using static Tracking.Client.Tests.Fixtures;

namespace Tracking.Client.Tests;

/// <summary>Calls every method of every group of the client, and sees which endpoints that reaches.</summary>
public sealed class EveryRouteSpecs
{
    // Whatever is asked, this answer lets the caller go on: to the artifacts of the run, for one.
    private const string Answer =
        """{"run":{"info":{"run_id":"x","artifact_uri":"mlflow-artifacts:/x"}},"experiment":{"experiment_id":"1"}}""";

    private static readonly CallRecorder Recorder = new();

    public static TheoryData<string> Endpoints { get; } =
    [
        .. from holder in typeof(Routes).GetNestedTypes()
           from property in holder.GetProperties(BindingFlags.Public | BindingFlags.Static)
           let route = property.GetValue(null)!
           select $"{Read(route, "Verb")} {Read(route, "Path")}",
        "GET 2.0/mlflow/metrics/get-history-bulk",
    ];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Every_endpoint_has_a_typed_method(string endpoint)
    {
        var pattern = new Regex("^" + Regex.Replace(Regex.Escape(endpoint), @"\\\{[^/]+}", "[^ ?]+") + @"(\?|$)");
        var calls = await Recorder.CallsAsync();
        Assert.True(calls.Any(call => pattern.IsMatch(call)), $"No method of TrackingClient's groups sends {endpoint}");
    }

    private static object Read(object route, string property) =>
        route.GetType().GetProperty(property)!.GetValue(route)!;

    private sealed class CallRecorder
    {
        private readonly Lazy<Task<IReadOnlySet<string>>> _calls = new(RecordAsync);

        internal Task<IReadOnlySet<string>> CallsAsync() => _calls.Value;

        private static async Task<IReadOnlySet<string>> RecordAsync()
        {
            await using var server = await FakeServer.StartAsync(FakeServer.Json(Answer));
            await using var client = ClientOf(server);
            var groups = typeof(TrackingClient).GetProperties().Select(group => group.GetValue(client)!)
                .Where(group => group.GetType().Name.EndsWith("Client", StringComparison.Ordinal));
            foreach (var (group, method) in groups.SelectMany(group => MethodsOf(group).Select(each => (group, each))))
                await CallAsync(group, method);
            return server.Requests.Select(seen => $"{seen.Method} {Below(seen.Target)}").ToHashSet();
        }

        private static IEnumerable<MethodInfo> MethodsOf(object group) => group.GetType()
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && !method.IsGenericMethod);

        private static string Below(string target) => Regex.Replace(target, "^/(ajax-)?api/", "");

        private static async Task CallAsync(object group, MethodInfo method)
        {
            using var folder = new TempFolder();
            var arguments = method.GetParameters()
                .Select(each => each.Name == "targetFolder" ? folder["new"] : Sample(each.ParameterType)).ToArray();
            try
            {
                await AwaitAsync(method.Invoke(group, arguments)!);
            }
            catch (Exception refused) when (((refused as TargetInvocationException)?.InnerException ?? refused)
                is TrackingClientException or IOException or ArgumentException)
            {
                // The answer is not what the method needs; that it asked is what counts here.
            }
        }

        private static async Task AwaitAsync(object result)
        {
            if (result is Task task)
            {
                await task;
                return;
            }

            var items = result.GetType().GetInterfaces().First(face => face.Name.StartsWith("IAsyncEnumerable"));
            var count = typeof(AsyncEnumerable).GetMethods()
                .First(method => method.Name == "CountAsync" && method.GetParameters().Length == 2)
                .MakeGenericMethod(items.GetGenericArguments());
            await ((ValueTask<int>)count.Invoke(null, [result, CancellationToken.None])!).AsTask();
        }

        /// <summary>Texts are "x", lists and maps have one element, requests have all fields.</summary>
        private static object? Sample(Type type, int depth = 0)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string))
                return "x";
            if (type == typeof(int))
                return 1;
            if (type == typeof(CancellationToken) || type.IsValueType)
                return type.IsEnum ? Enum.GetValues(type).GetValue(0) : Activator.CreateInstance(type);
            if (depth > 4)
                return null;
            if (type.IsGenericType && type.GetGenericArguments() is [var item]
                && type.IsAssignableFrom(item.MakeArrayType()))
                return ArrayOf(item, Sample(item, depth + 1));
            if (type.IsGenericType && type.GetGenericArguments() is [var key, var value])
                return MapOf(key, value, Sample(value, depth + 1));
            return Filled(type, depth);
        }

        private static Array ArrayOf(Type item, object? value)
        {
            var array = Array.CreateInstance(item, 1);
            array.SetValue(value, 0);
            return array;
        }

        private static IDictionary MapOf(Type key, Type value, object? content)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            map["x"] = content;
            return map;
        }

        private static object? Filled(Type type, int depth)
        {
            if (type == typeof(ModelUri))
                return ModelUri.Parse("models:/x@y");
            if (type == typeof(JsonArray))
                return new JsonArray();
            if (type.GetConstructor(Type.EmptyTypes) is null)
                return null;
            var filled = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(each => each.CanWrite))
                property.SetValue(filled, Sample(property.PropertyType, depth + 1));
            return filled;
        }
    }
}
