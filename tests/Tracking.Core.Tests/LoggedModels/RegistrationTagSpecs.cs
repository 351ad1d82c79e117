using System.Text.Json;
using Tracking.Core.LoggedModels;

namespace Tracking.Core.Tests.LoggedModels;

public class RegistrationTagSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("no list")]
    [InlineData("{}")]
    public void The_first_version_makes_a_list_of_one(string? value) =>
        Assert.Equal("""[{"name": "a \"b\"", "version": 3}]""", RegistrationTag.Append(value, "a \"b\"", 3));

    [Fact]
    public void What_a_client_wrote_stays_as_it_is() =>
        Assert.Equal(
            """[{"name":"m","version":"1"}, {"name": "m", "version": 2}]""",
            RegistrationTag.Append("""[{"name":"m","version":"1"}]""", "m", 2));

    [Fact]
    public void The_oldest_go_when_the_tag_would_become_too_long()
    {
        var name = new string('n', 30_000);
        var tag = Enumerable.Range(1, 5).Aggregate((string?)null, (value, i) => RegistrationTag.Append(value, name, i));
        Assert.InRange(tag!.Length, 1, LoggedModelRules.MaxValueLength);
        using var json = JsonDocument.Parse(tag);
        Assert.Equal(
            [3, 4, 5], json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("version").GetInt32()));
    }
}
