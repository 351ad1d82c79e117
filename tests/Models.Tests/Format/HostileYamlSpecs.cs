using System.Text;
using Tracking.Models.Format;

namespace Tracking.Models.Tests.Format;

public class HostileYamlSpecs
{
    private const string Flavor = "flavors: {a: {}}\n";

    [Fact]
    public void A_billion_laughs_are_refused()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            yaml.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains("aliases expanded", ErrorOf(yaml + Flavor), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_is_refused(char open) =>
        Assert.Contains(
            "deeper than the 64 levels", ErrorOf("a: " + new string(open, 100_000)), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_in_block_style_is_refused()
    {
        var yaml = string.Concat(Enumerable.Range(0, 500).Select(level => new string(' ', level) + "a:\n"));

        Assert.Contains("deeper than the 64 levels", ErrorOf(yaml), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_contains_itself_is_refused() =>
        Assert.Contains("*a stands for nothing complete", ErrorOf("x: &a [*a]\n" + Flavor), StringComparison.Ordinal);

    [Fact]
    public void An_alias_of_nothing_is_refused() =>
        Assert.Contains("*b", ErrorOf("x: *b\n" + Flavor), StringComparison.Ordinal);

    [Fact]
    public void A_huge_scalar_is_refused() =>
        Assert.Contains(
            "5000000 characters", ErrorOf($"x: {new string('x', 5_000_000)}\n{Flavor}"), StringComparison.Ordinal);

    [Fact]
    public void Too_many_values_are_refused() =>
        Assert.Contains("more than the 100000 values",
            ErrorOf($"x: [{string.Concat(Enumerable.Repeat("1,", 100_000))}]\n{Flavor}"), StringComparison.Ordinal);

    [Fact]
    public void An_alias_as_PyYAML_writes_it_is_read_and_written_out()
    {
        var model = MlModel.Parse(Flavor + "first: &id001\n- 1\nsecond: *id001\n");

        Assert.Equal("[1]", MlModel.Parse(model.ToYaml()).Content.Json("second")!.ToJsonString());
        Assert.DoesNotContain("id001", model.ToYaml(), StringComparison.Ordinal);
    }

    private static string ErrorOf(string yaml) =>
        Assert.Throws<ModelLoadException>(() => MlModel.Parse(yaml)).Message;
}
