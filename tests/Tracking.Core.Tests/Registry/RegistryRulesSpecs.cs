using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Core.Tests.Registry;

public class RegistryRulesSpecs
{
    [Theory]
    [InlineData("bad/name", "Invalid model name 'bad/name'. Names cannot contain '/' or ':'.")]
    [InlineData("bad:name", "Invalid model name 'bad:name'. Names cannot contain '/' or ':'.")]
    [InlineData(" ", "Missing value for required parameter 'name'.")]
    public void A_model_name_that_no_URI_could_hold_is_refused(string name, string message) =>
        Assert.Equal(message, Refusal(() => RegistryRules.ValidateModelName(name)));

    [Theory]
    [InlineData("latest", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("LaTest", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("v1", "Version alias name 'v1' is reserved.")]
    [InlineData("V22", "Version alias name 'V22' is reserved.")]
    [InlineData("a b",
        "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("a\n",
        "Invalid alias name: 'a\n'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    public void A_reserved_or_malformed_alias_is_refused(string alias, string message) =>
        Assert.Equal(message, Refusal(() => RegistryRules.ValidateAlias(alias)));

    [Fact]
    public void An_alias_may_be_255_characters_long()
    {
        RegistryRules.ValidateAlias(new string('a', 255));
        RegistryRules.ValidateAlias("champion-2_b");

        Assert.Equal(
            "'Registered model alias name' exceeds the maximum length of 255 characters",
            Refusal(() => RegistryRules.ValidateAlias(new string('a', 256))));
    }

    [Theory]
    [InlineData("staging", "Staging")]
    [InlineData("PRODUCTION", "Production")]
    [InlineData("none", "None")]
    [InlineData("Archived", "Archived")]
    public void A_stage_is_read_in_any_case_and_written_in_one(string written, string canonical) =>
        Assert.Equal(canonical, RegistryRules.StageName(RegistryRules.ParseStage(written)));

    [Fact]
    public void An_unknown_stage_is_refused() =>
        Assert.Equal(
            "Invalid Model Version stage: Foo. Value must be one of None, Staging, Production, Archived.",
            Refusal(() => RegistryRules.ParseStage("Foo")));

    [Fact]
    public void A_version_is_an_integer()
    {
        Assert.Equal(12, RegistryRules.ParseVersion("12"));
        foreach (var version in (string[])["abc", "", "1.5"])
        {
            Assert.Equal(
                $"Parameter 'version' must be an integer, got '{version}'.",
                Refusal(() => RegistryRules.ParseVersion(version)));
        }
    }

    [Fact]
    public void A_tag_has_bounds()
    {
        RegistryRules.ValidateTag(new Tag(new string('k', 250), new string('v', 100_000)));

        Assert.Equal(
            "'key' exceeds the maximum length of 250 characters",
            Refusal(() => RegistryRules.ValidateTag(new Tag(new string('k', 251), "v"))));
        Assert.Equal(
            "'value' exceeds the maximum length of 100000 characters",
            Refusal(() => RegistryRules.ValidateTag(new Tag("k", new string('v', 100_001)))));
    }

    private static string Refusal(Action act)
    {
        var error = Assert.Throws<TrackingException>(act);
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error.Message;
    }
}
