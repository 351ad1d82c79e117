using Tracking.Projects.Parameters;

namespace Tracking.Projects.Tests.Parameters;

public sealed class CommandTemplateSpecs
{
    [Theory]
    [InlineData("python train.py {a} --b {b}", new[] { "python", "train.py", "A A", "--b", "B'\"" })]
    [InlineData("run '{a}' \"{b}\" x{a}y", new[] { "run", "A A", "B'\"", "xA Ay" })]
    [InlineData("echo 'it is' \"a \\\" b\" c\\ d ''", new[] { "echo", "it is", "a \" b", "c d", "" })]
    [InlineData("json {{\"k\":1}}", new[] { "json", "{k:1}" })]
    public void A_plain_command_becomes_a_list_of_words(string command, string[] expected)
    {
        var bound = Bind(command);

        Assert.Null(bound.Script);
        Assert.Equal(expected, bound.Words);
    }

    [Theory]
    [InlineData("a {a} | b", "a \"${TRACKING_PARAM_0}\" | b")]
    [InlineData("a \"x {a}\" > f", "a \"x ${TRACKING_PARAM_0}\" > f")]
    [InlineData(
        "a '{b} {a}' && c {b}",
        "a ''\"${TRACKING_PARAM_0}\"' '\"${TRACKING_PARAM_1}\"'' && c \"${TRACKING_PARAM_0}\"")]
    [InlineData("a $HOME {{x}}", "a $HOME {x}")]
    public void A_command_for_the_shell_takes_its_values_from_variables(string command, string script)
    {
        Assert.Equal(script, Bind(command).Script);
    }

    [Fact]
    public void Values_that_are_not_declared_follow_the_command()
    {
        var bound = CommandTemplate.Parse("a {a}").Bind(Values, [new("lr", "0.1"), new("note", "x y")]);

        Assert.Equal(["a", "A A", "--lr", "0.1", "--note", "x y"], bound.Words);
    }

    [Theory]
    [InlineData("a 'b", "a quote that is not closed")]
    [InlineData("a {b", "no placeholder")]
    [InlineData("a } b", "no placeholder")]
    [InlineData("a {b c}", "no placeholder")]
    [InlineData("   ", "is empty")]
    public void A_command_that_cannot_be_read_is_refused(string command, string expected)
    {
        var error = Assert.Throws<ProjectException>(() => CommandTemplate.Parse(command));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, string> Values = new() { ["a"] = "A A", ["b"] = "B'\"" };

    private static BoundCommand Bind(string command) => CommandTemplate.Parse(command).Bind(Values, []);
}
