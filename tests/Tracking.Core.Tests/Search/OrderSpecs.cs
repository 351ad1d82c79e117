using Tracking.Core.Errors;
using Tracking.Core.Search;
using Tracking.Core.Search.Ordering;

namespace Tracking.Core.Tests.Search;

public class OrderSpecs
{
    [Theory]
    [InlineData("metrics.acc", "Metric:3:acc ASC")]
    [InlineData("`metrics`.acc desc", "Metric:3:acc DESC")]
    [InlineData("params.lr ASC", "Param:2:lr ASC")]
    [InlineData("tags.`a b` DESC", "Tag:3:a b DESC")]
    [InlineData("Created", "Attribute:10:start_time ASC")]
    [InlineData("attributes.start_time DESC", "Attribute:10:start_time DESC")]
    public void An_item_is_a_name_and_a_direction(string item, string meaning) =>
        Assert.Equal(meaning, OrderText.Of(RunSearchLanguage.ParseOrder([item])));

    [Theory]
    [InlineData("metrics.acc foo", "Invalid ordering key in order_by clause 'metrics.acc foo'.")]
    [InlineData("", "Invalid order_by clause ''. Could not be parsed.")]
    [InlineData("metrics.acc, params.lr", "Invalid order_by clause 'metrics.acc, params.lr'. Could not be parsed.")]
    [InlineData("dataset.name", "Invalid identifier type 'dataset'")]
    [InlineData("attributes.`run name`", "Invalid attribute key 'run name' specified. Valid keys are '{'end_time', " +
        "'run_name', 'created', 'user_id', 'status', 'artifact_uri', 'Created', 'run_id', 'start_time'}'")]
    public void A_broken_item_is_refused_in_MLflows_words(string item, string message) =>
        Assert.Equal(message, Refusal(() => RunSearchLanguage.ParseOrder([item])));

    [Fact]
    public void The_same_field_twice_is_refused() =>
        Assert.Equal(
            "`order_by` contains duplicate fields: ['metrics.acc', 'metrics.acc']",
            Refusal(() => RunSearchLanguage.ParseOrder(["metrics.acc", "metrics.acc"])));

    [Fact]
    public void Each_entity_knows_its_own_keys()
    {
        Assert.Equal(
            "Invalid order by key 'creation_timestamp' specified. Valid keys are '{'timestamp', 'name'}'",
            Refusal(() => RegisteredModelSearchLanguage.ParseOrder(["creation_timestamp"])));
        Assert.Equal(
            "Invalid attribute key 'run_id' specified. Valid keys are " +
            "'{'name', 'version_number', 'creation_timestamp', 'last_updated_timestamp'}'",
            Refusal(() => ModelVersionSearchLanguage.ParseOrder(["run_id"])));
        Assert.Equal(
            "Attribute:4:name ASC,Attribute:13:experiment_id DESC",
            OrderText.Of(ExperimentSearchLanguage.ParseOrder(["name", "experiment_id DESC"])));
    }

    [Fact]
    public void Logged_models_order_by_objects()
    {
        var order = LoggedModelSearchLanguage.ParseOrder(
        [
            new("metrics.acc", Ascending: false, "iris", "abc"), new("metrics.loss"), new("creation_timestamp"),
        ]);

        Assert.Equal(
            "Metric:3:acc on Dataset:4:iris/abc DESC,Metric:4:loss ASC,Attribute:18:creation_timestamp ASC",
            OrderText.Of(order));
    }

    [Theory]
    [InlineData("bogus", "Invalid order by field name: bogus")]
    [InlineData(null, "Invalid order by field name: ")]
    [InlineData("params.p", "Invalid order by field name: params.p. Only metrics are supported.")]
    public void A_broken_object_is_refused_in_MLflows_words(string? field, string message) =>
        Assert.Equal(message, Refusal(() => LoggedModelSearchLanguage.ParseOrder([new(field)])));

    private static string Refusal(Func<object?> parse)
    {
        var error = Assert.Throws<TrackingException>(parse);
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error.Message;
    }
}
