using System.Net;

namespace Tracking.Server.Tests;

public sealed class AbsentFeatureSpecs : ServerSpecs
{
    [Theory]
    [InlineData("GET", "api/3.0/mlflow/scorers/list", "Scorers")]
    [InlineData("POST", "ajax-api/3.0/mlflow/issues", "Issues")]
    [InlineData("PATCH", "api/3.0/mlflow/issues/iss-1", "Issues")]
    [InlineData("DELETE", "api/3.0/mlflow/gateway/secrets/delete", "The AI gateway")]
    [InlineData("POST", "api/3.0/mlflow/prompt-optimization/jobs/1/cancel", "Prompt optimisation")]
    [InlineData("POST", "ajax-api/3.0/jobs/", "Jobs")]
    [InlineData("POST", "graphql", "GraphQL")]
    public async Task What_is_not_here_says_so_in_MLflows_error_body(string verb, string path, string feature)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        using var response = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal(
            $$"""{"error_code":"NOT_IMPLEMENTED","message":"{{feature}}: not a part of this server."}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Workspaces_are_disabled_as_on_a_server_without_them()
    {
        using var response = await Client.GetAsync("api/3.0/mlflow/workspaces/default");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.StartsWith(
            "Endpoint: /api/3.0/mlflow/workspaces/default disabled",
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_for_a_workspace_changes_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/2.0/mlflow/registered-models/create")
        {
            Content = new StringContent("""{"name":"m"}""", new System.Net.Http.Headers.MediaTypeHeaderValue(
                "application/json")),
        };
        request.Headers.Add("X-MLFLOW-WORKSPACE", "team-a");
        using var response = await Client.SendAsync(request);

        Assert.Contains("FEATURE_DISABLED", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "404 RESOURCE_DOES_NOT_EXIST Registered Model with name=m not found",
            await Client.RefusalOfGetAsync("registered-models/get?name=m"));
    }

    [Fact]
    public async Task Datasets_of_runs_are_told_to_at_most_twenty_experiments()
    {
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE SearchDatasets request must specify at least one experiment_id.",
            await Client.RefusalAsync("experiments/search-datasets", "{}"));
        var ids = string.Join(',', Enumerable.Range(0, 21).Select(id => $"\"{id}\""));
        Assert.StartsWith(
            "400 INVALID_PARAMETER_VALUE SearchDatasets request cannot specify more than 20 experiment_ids.",
            await Client.RefusalAsync("experiments/search-datasets", $$"""{"experiment_ids":[{{ids}}]}"""),
            StringComparison.Ordinal);
    }
}
