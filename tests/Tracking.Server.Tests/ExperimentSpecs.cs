using System.Net;

namespace Tracking.Server.Tests;

public sealed class ExperimentSpecs : ServerSpecs
{
    [Fact]
    public async Task The_default_experiment_is_there_from_the_start()
    {
        var found = (await Client.GetJsonAsync("experiments/get?experiment_id=0")).GetProperty("experiment");
        Assert.Equal("Default", found.GetProperty("name").GetString());
        Assert.Equal("mlflow-artifacts:/0", found.GetProperty("artifact_location").GetString());
        Assert.Equal("active", found.GetProperty("lifecycle_stage").GetString());
    }

    [Fact]
    public async Task Answers_are_the_same_below_the_ajax_prefix()
    {
        using var response = await Client.GetAsync("ajax-api/2.0/mlflow/experiments/get?experiment_id=0");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("SAMEORIGIN", response.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task Tags_are_set_with_the_experiment_and_afterwards()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"e","tags":[{"key":"a","value":"1"}]}""");
        await Client.PostJsonAsync("experiments/set-experiment-tag", """{"experiment_id":"1","key":"b","value":"2"}""");
        await Client.PostJsonAsync("experiments/delete-experiment-tag", """{"experiment_id":"1","key":"a"}""");
        var found = await Client.GetJsonAsync("experiments/get-by-name?experiment_name=e");
        Assert.Equal(
            """[{"key":"b","value":"2"}]""", found.GetProperty("experiment").GetProperty("tags").GetRawText());
    }

    [Fact]
    public async Task A_deleted_experiment_keeps_its_name_and_comes_back()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"gone"}""");
        await Client.PostJsonAsync("experiments/delete", """{"experiment_id":"1"}""");
        Assert.Equal(
            "400 RESOURCE_ALREADY_EXISTS Experiment(name=gone) already exists.",
            await Client.RefusalAsync("experiments/create", """{"name":"gone"}"""));
        await Client.PostJsonAsync("experiments/restore", """{"experiment_id":"1"}""");
        await Client.PostJsonAsync("experiments/update", """{"experiment_id":"1","new_name":"back"}""");
        var found = await Client.GetJsonAsync("experiments/get?experiment_id=1");
        Assert.Equal("back", found.GetProperty("experiment").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Search_filters_and_pages()
    {
        await Client.PostJsonAsync("experiments/create", """{"name":"x-1"}""");
        await Client.PostJsonAsync("experiments/create", """{"name":"x-2"}""");
        var first = await Client.GetJsonAsync(
            "experiments/search?max_results=1&filter=name%20LIKE%20%27x-%25%27&order_by=name");
        Assert.Equal("x-1", first.GetProperty("experiments")[0].GetProperty("name").GetString());
        var token = Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!);
        var second = await Client.GetJsonAsync(
            $"experiments/search?max_results=1&filter=name%20LIKE%20%27x-%25%27&order_by=name&page_token={token}");
        Assert.Equal("x-2", second.GetProperty("experiments")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{}""", "0")]
    [InlineData("""{"max_results":-1}""", "-1")]
    public async Task Search_needs_a_positive_count(string body, string shown) =>
        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE Invalid value {shown} for parameter 'max_results' supplied. " +
            "It must be a positive integer",
            await Client.RefusalAsync("experiments/search", body));

    [Theory]
    [InlineData("experiment_id=99", "404 RESOURCE_DOES_NOT_EXIST No Experiment with id=99 exists")]
    [InlineData("experiment_id=abc", "400 INVALID_PARAMETER_VALUE Invalid experiment ID 'abc'. Experiment ID must " +
        "be a valid integer.")]
    public async Task A_bad_id_is_named(string query, string refusal) =>
        Assert.Equal(refusal, await Client.RefusalOfGetAsync("experiments/get?" + query));

    [Fact]
    public async Task A_location_with_a_fragment_is_refused() =>
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE 'artifact_location' URL can't include fragments or params.",
            await Client.RefusalAsync("experiments/create", """{"name":"f","artifact_location":"s3://b/x#f"}"""));
}
