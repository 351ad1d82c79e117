using Tracking.Core.Search;
using Tracking.Core.Search.Binding;

namespace Tracking.Core.Tests.Search;

public class FilterMeaningSpecs
{
    [Theory]
    [InlineData("metrics.acc > 0.2")]
    [InlineData("metric.acc>0.2")]
    [InlineData("metrics.`acc` > .2")]
    [InlineData("metrics.\"acc\" > 2e-1")]
    [InlineData("(metrics.acc > 0.20)")]
    [InlineData("NOT metrics.acc <= 0.2")]
    [InlineData("NOT (NOT (metrics.acc > 0.2))")]
    public void The_same_comparison_can_be_written_in_many_ways(string filter) =>
        Assert.Equal("Metric:3:acc Greater 0.2", Meaning(filter));

    [Theory]
    [InlineData("tags.mlflow.runName = 'a'", "Tag:14:mlflow.runName Equal 1:a")]
    [InlineData("tags.`we ird.k` = \"it's\"", "Tag:8:we ird.k Equal 4:it's")]
    [InlineData("params.lr = 'it''s'", "Param:2:lr Equal 4:it's")]
    [InlineData("parameters.lr like '1_'", "Param:2:lr Like 2:1_")]
    [InlineData("attributes.`Run Name` ILIKE 'R'", "Attribute:8:run_name ILike 1:R")]
    [InlineData("Created >= -3.5", "Attribute:10:start_time GreaterOrEqual -3.5")]
    [InlineData("run.status='FAILED'", "Attribute:6:status Equal 6:FAILED")]
    [InlineData("attr.run_id NOT IN ('a', 'b')", "Attribute:6:run_id NotIn 1:a 1:b")]
    [InlineData("datasets.context = 'train'", "Dataset:7:context Equal 5:train")]
    [InlineData("params.opt = 'a' and", "Param:3:opt Equal 1:a")]
    public void Names_aliases_and_quotes_mean_what_they_mean_in_MLflow(string filter, string meaning) =>
        Assert.Equal(meaning, Meaning(filter));

    [Theory]
    [InlineData("status = 'a' OR status = 'b' AND user_id = 'c'",
        "(Attribute:6:status Equal 1:a Or (Attribute:6:status Equal 1:b And Attribute:7:user_id Equal 1:c))")]
    [InlineData("(status = 'a' OR status = 'b') AND user_id = 'c'",
        "((Attribute:6:status Equal 1:a Or Attribute:6:status Equal 1:b) And Attribute:7:user_id Equal 1:c)")]
    [InlineData("NOT (status = 'a' OR metrics.m > 1)",
        "(Attribute:6:status NotEqual 1:a And Metric:1:m LessOrEqual 1)")]
    [InlineData("metrics.m BETWEEN 0 AND 1", "(Metric:1:m GreaterOrEqual 0 And Metric:1:m LessOrEqual 1)")]
    [InlineData("metrics.m NOT BETWEEN 0 AND 1", "(Metric:1:m Less 0 Or Metric:1:m Greater 1)")]
    [InlineData("NOT metrics.m BETWEEN 0 AND 1", "(Metric:1:m Less 0 Or Metric:1:m Greater 1)")]
    [InlineData("params.a IS NULL AND NOT tags.b IS NULL", "(Param:1:a IsNull And Tag:1:b IsNotNull)")]
    [InlineData("NOT params.a LIKE 'x' AND params.b NOT ILIKE 'y'",
        "(Param:1:a NotLike 1:x And Param:1:b NotILike 1:y)")]
    [InlineData("NOT params.a IN ('x')", "Param:1:a NotIn 1:x")]
    public void More_than_MLflow_accepts_is_understood(string filter, string meaning) =>
        Assert.Equal(meaning, Meaning(filter));

    [Fact]
    public void No_filter_is_no_filter()
    {
        Assert.Null(RunSearchLanguage.ParseFilter(null));
        Assert.Null(ExperimentSearchLanguage.ParseFilter(string.Empty));
    }

    [Theory]
    [InlineData(null, "(Tag:23:mlflow.prompt.is_prompt NotEqual 4:true Or Tag:23:mlflow.prompt.is_prompt IsNull)")]
    [InlineData("name = 'a'", "(Attribute:4:name Equal 1:a And " +
        "(Tag:23:mlflow.prompt.is_prompt NotEqual 4:true Or Tag:23:mlflow.prompt.is_prompt IsNull))")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "Tag:23:mlflow.prompt.is_prompt Equal 4:true")]
    [InlineData("tag.mlflow.prompt.is_prompt = 'false'",
        "(Tag:23:mlflow.prompt.is_prompt Equal 5:false Or Tag:23:mlflow.prompt.is_prompt IsNull)")]
    public void Prompts_are_left_out_unless_the_filter_names_their_tag(string? filter, string meaning)
    {
        Assert.Equal(meaning, PredicateText.Of(RegisteredModelSearchLanguage.ParseFilter(filter)));
        Assert.Equal(meaning, PredicateText.Of(ModelVersionSearchLanguage.ParseFilter(filter)));
    }

    [Fact]
    public void Logged_models_compare_params_with_bare_numbers_as_text() =>
        Assert.Equal(
            "(Param:2:lr Equal 4:0.01 And Attribute:18:creation_timestamp Greater 5)",
            PredicateText.Of(LoggedModelSearchLanguage.ParseFilter("params.lr = 0.01 AND creation_time > 5")));

    private static string Meaning(string filter) => PredicateText.Of(RunSearchLanguage.ParseFilter(filter));
}
