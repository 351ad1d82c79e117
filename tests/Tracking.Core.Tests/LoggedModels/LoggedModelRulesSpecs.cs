using Tracking.Core.Errors;
using Tracking.Core.LoggedModels;
using Tracking.Core.Runs;

namespace Tracking.Core.Tests.LoggedModels;

public class LoggedModelRulesSpecs
{
    [Theory]
    [InlineData("bad/name")]
    [InlineData("bad.name")]
    [InlineData("bad'name")]
    [InlineData("")]
    public void A_name_with_characters_of_URIs_is_refused(string name)
    {
        var error = Assert.Throws<TrackingException>(() => LoggedModelRules.ValidateName(name));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Equal(
            $"Invalid model name ('{name}') provided. Model name must be a non-empty string and cannot contain the " +
            "following characters: ('/', ':', '.', '%', '\"', \"'\")",
            error.Message);
    }

    [Fact]
    public void Ids_are_new_and_fit_into_model_URIs()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => LoggedModelRules.NewModelId()).ToList();

        Assert.Equal(100, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^m-[0-9a-f]{32}$", id));
    }

    [Fact]
    public void Params_and_tags_have_bounds()
    {
        LoggedModelRules.ValidateTags([new Tag(new string('k', 251), "v")]);
        var tooMany = Enumerable.Range(0, LoggedModelRules.MaxItems + 1).Select(i => new Param($"k{i}", "v")).ToList();

        Assert.Throws<TrackingException>(() => LoggedModelRules.ValidateParams(tooMany));
        Assert.Throws<TrackingException>(() => LoggedModelRules.ValidateTags([new Tag("", "v")]));
        Assert.Throws<TrackingException>(() =>
            LoggedModelRules.ValidateParams([new Param("k", new string('v', LoggedModelRules.MaxValueLength + 1))]));
    }
}
