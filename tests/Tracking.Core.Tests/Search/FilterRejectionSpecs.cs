using Tracking.Core.Errors;
using Tracking.Core.Search;

namespace Tracking.Core.Tests.Search;

/// <summary>The texts that MLflow's servers answered; sets inside them may stand in any order.</summary>
public class FilterRejectionSpecs
{
    private const string RunKeys =
        "{'run_id', 'user_id', 'start_time', 'end_time', 'Created', 'run name', 'Run name', 'Run Name', 'run_name', " +
        "'status', 'created', 'artifact_uri'}";

    [Theory]
    [InlineData("garbage", "Invalid clause(s) in filter string: 'garbage'")]
    [InlineData("metrics.acc", "Invalid clause(s) in filter string: 'metrics.acc'")]
    [InlineData("metrics.acc > ", "Invalid clause(s) in filter string: 'metrics.acc', '>'")]
    [InlineData("metrics.acc > 1 AND bad", "Invalid clause(s) in filter string: 'bad'")]
    [InlineData("tags.grp = \"g1", "Invalid clause(s) in filter string: 'tags.grp', '=', '\"', 'g1'")]
    [InlineData("run_id IN 'x'", "Invalid clause(s) in filter string: 'run_id', 'IN', ''x''")]
    [InlineData("   ", "Invalid filter '   '. Could not be parsed.")]
    [InlineData("metrics.acc > 0.2; metrics.acc>1",
        "Search filter contained multiple expression 'metrics.acc > 0.2; metrics.acc>1'. " +
        "Provide AND-ed expression list.")]
    [InlineData("0.2 < metrics.acc", "Invalid comparison clause. Expected 'Identifier' found '0.2'")]
    [InlineData("'x' = params.opt", "Invalid comparison clause. Expected 'Identifier' found ''x''")]
    [InlineData("run_id IN ()",
        "While parsing a list in the query, expected a non-empty list of string values, but got empty list")]
    public void A_run_filter_that_is_no_comparison_is_refused_in_MLflows_words(string filter, string message) =>
        Assert.Equal(message, Refusal(() => RunSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("foo.bar = 'x'",
        "Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("a.b.c = 'x'",
        "Invalid entity type 'a'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("attributes.experiment_id = '1'",
        "Invalid attribute key 'experiment_id' specified. Valid keys are '" + RunKeys + "'")]
    [InlineData("acc > 0.5", "Invalid attribute key 'acc' specified. Valid keys are '" + RunKeys + "'")]
    [InlineData("dataset.foo = 'x'",
        "Invalid dataset key 'foo' specified. Valid keys are '{'name', 'context', 'digest'}'")]
    public void An_unknown_name_is_refused_with_the_names_that_exist(string filter, string message) =>
        Assert.Equal(message, Refusal(() => RunSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("metrics.acc > '0.2'", "Expected numeric value type for metric. Found '0.2'")]
    [InlineData("metrics.acc LIKE '0%'", "Expected numeric value type for metric. Found '0%'")]
    [InlineData("metrics.acc IN (0.1)", "Expected numeric value type for metric. Found (0.1)")]
    [InlineData("metrics.acc = NaN", "Expected numeric value type for metric. Found NaN")]
    [InlineData("attributes.start_time = '1000'",
        "Expected numeric value type for numeric attribute: start_time. Found '1000'")]
    [InlineData("params.lr = 10", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 10")]
    [InlineData("attributes.artifact_uri > 1", "Expected a quoted string value for attributes. Got value 1")]
    [InlineData("params.opt = adam",
        "Parameter value is either not quoted or unidentified quote types used for string value adam. " +
        "Use either single or double quotes.")]
    public void A_value_of_the_wrong_type_is_refused(string filter, string message) =>
        Assert.Equal(message, Refusal(() => RunSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("params.lr > '5'",
        "Invalid comparator '>' not one of '{'ILIKE', '=', 'IS NOT NULL', '!=', 'IS NULL', 'LIKE'}'")]
    [InlineData("metrics.acc == 0.5", "Invalid comparator '==' not one of '{'>', '>=', '!=', '=', '<', '<='}")]
    [InlineData("metrics.acc <> 0.5", "Invalid comparator '<>' not one of '{'>', '>=', '!=', '=', '<', '<='}")]
    [InlineData("attributes.status > 'x'",
        "Invalid comparator '>' not one of '{'IN', '=', 'ILIKE', '!=', 'LIKE', 'NOT IN'}'")]
    public void A_comparator_that_the_type_lacks_is_refused(string filter, string message) =>
        Assert.Equal(message, Refusal(() => RunSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("status IN ('FINISHED', 'a')")]
    [InlineData("NOT (status NOT IN ('a'))")]
    public void A_list_of_statuses_with_one_that_does_not_exist_is_refused(string filter) =>
        Assert.Equal(
            "Invalid value 'a' in a list for 'status'. " +
            "Valid values are 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'.",
            Refusal(() => RunSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("name > 'x'", "Invalid comparator for attribute: >")]
    [InlineData("foo = 'x'", "Invalid attribute key 'foo' specified. Valid keys are '{'name'}'")]
    [InlineData("bad", "Invalid clause(s) in filter string: bad")]
    [InlineData("alias.a = '1'", "Invalid entity type 'alias'. Valid entity types are ('attribute', 'tag', 'tags')")]
    public void Registered_models_have_words_of_their_own(string filter, string message) =>
        Assert.Equal(message, Refusal(() => RegisteredModelSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("version_number IN (1,2)",
        "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("version_number > 'x'",
        "Expected numeric value type for numeric attribute: version_number. Found 'x'")]
    [InlineData("stage = 'x'", "Invalid attribute key 'stage' specified. Valid keys are " +
        "'{'source_path', 'run_id', 'name', 'version_number'}'")]
    public void Model_versions_have_words_of_their_own(string filter, string message) =>
        Assert.Equal(message, Refusal(() => ModelVersionSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("attributes.creation_time > 0",
        "Invalid entity type 'attributes'. Valid entity types are ('attribute', 'tag', 'tags')")]
    [InlineData("foo = 'x'",
        "Invalid attribute key 'foo' specified. Valid keys are '{'creation_time', 'last_update_time', 'name'}'")]
    public void Experiments_have_words_of_their_own(string filter, string message) =>
        Assert.Equal(message, Refusal(() => ExperimentSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("bad", "Invalid filter string: 'bad'. Expected a list of comparisons separated by 'AND' " +
        "(e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').")]
    [InlineData("name > 5", "Invalid comparison operator for attributes.name: '>'. " +
        "Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').")]
    public void Logged_models_have_words_of_their_own(string filter, string message) =>
        Assert.Equal(message, Refusal(() => LoggedModelSearchLanguage.ParseFilter(filter)));

    [Theory]
    [InlineData("(metrics.acc > 1", "Invalid filter at position 17: expected ')', found the end of the filter.")]
    [InlineData("metrics.acc > 1)",
        "Invalid filter at position 16: expected AND, OR or the end of the filter, found ')'.")]
    [InlineData("metrics.acc > 1 OR",
        "Invalid filter at position 19: expected a comparison, found the end of the filter.")]
    [InlineData("metrics.a BETWEEN 1 OR 2",
        "Invalid filter at position 21: expected AND and the upper bound of BETWEEN, found 'OR'.")]
    public void What_MLflow_never_had_is_refused_with_position_and_expectation(string filter, string message) =>
        Assert.Equal(message, Refusal(() => RunSearchLanguage.ParseFilter(filter)));

    [Fact]
    public void A_filter_beyond_the_limits_is_refused()
    {
        var deep = new string('(', SearchLimits.MaxDepth + 1) + "status = 'x'";
        var wide = string.Join(" OR ", Enumerable.Repeat("status = 'x'", SearchLimits.MaxTerms + 1));
        var longList = $"run_id IN ({string.Join(",", Enumerable.Repeat("'x'", SearchLimits.MaxListItems + 1))})";
        var longPattern = $"status LIKE '{new string('%', SearchLimits.MaxPatternLength + 1)}'";
        var longText = $"status = '{new string('x', SearchLimits.MaxFilterLength)}'";

        Assert.Contains("nested more than 32 deep", Refusal(() => RunSearchLanguage.ParseFilter(deep)), Ordinal);
        Assert.Contains("more than 200 comparisons", Refusal(() => RunSearchLanguage.ParseFilter(wide)), Ordinal);
        Assert.Contains("more than 10000 values", Refusal(() => RunSearchLanguage.ParseFilter(longList)), Ordinal);
        Assert.Contains("more than 10000 char", Refusal(() => RunSearchLanguage.ParseFilter(longPattern)), Ordinal);
        Assert.Contains("at most 100000", Refusal(() => RunSearchLanguage.ParseFilter(longText)), Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static string Refusal(Func<object?> parse)
    {
        var error = Assert.Throws<TrackingException>(parse);
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error.Message;
    }
}
