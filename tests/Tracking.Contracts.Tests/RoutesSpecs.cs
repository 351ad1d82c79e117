using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Tracking.Contracts.Json;

namespace Tracking.Contracts.Tests;

public sealed class RoutesSpecs
{
    private static readonly List<(string Name, object Route)> All =
    [
        .. typeof(Routes).GetNestedTypes()
            .SelectMany(group => group.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Select(property => (property.DeclaringType!.Name + "." + property.Name, property.GetValue(null)!)),
    ];

    [Fact]
    public void Every_verb_and_path_is_stated_once()
    {
        var endpoints = All.SelectMany(entry => Endpoints(entry.Route)).ToList();
        Assert.True(endpoints.Count > 50);
        Assert.Empty(endpoints.GroupBy(endpoint => endpoint).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_part_in_braces_is_a_text_field_of_the_request()
    {
        foreach (var (name, route) in All)
        {
            var fields = Field<JsonTypeInfo>(route, "Request").Properties;
            foreach (var part in Field<string>(route, "Path").Split('/').Where(part => part.StartsWith('{')))
            {
                var field = fields.SingleOrDefault(property => property.Name == part.Trim('{', '}'));
                Assert.True(field?.PropertyType == typeof(string), $"{name} fills {part} from no text field");
            }
        }
    }

    [Fact]
    public void Marks_of_fields_are_visible_through_the_serialisation_contract()
    {
        var request = Routes.Experiments.Search.Request;
        var view = request.Properties.Single(property => property.Name == "view_type");
        Assert.True(view.AttributeProvider!.IsDefined(typeof(WireStrictAttribute), inherit: false));
        var name = Routes.Experiments.Create.Request.Properties.Single(property => property.Name == "name");
        Assert.True(name.AttributeProvider!.IsDefined(typeof(WireRequiredAttribute), inherit: false));
    }

    private static IEnumerable<string> Endpoints(object route) =>
        Field<IReadOnlyList<string>>(route, "OtherVerbs").Prepend(Field<string>(route, "Verb"))
            .Select(verb => $"{verb} {Field<string>(route, "Path")}");

    private static T Field<T>(object route, string name) => (T)route.GetType().GetProperty(name)!.GetValue(route)!;
}
