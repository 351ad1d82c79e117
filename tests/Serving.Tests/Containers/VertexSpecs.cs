using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Tensors;
using Tracking.Serving.Tests.TorchServe;

namespace Tracking.Serving.Tests.Containers;

public class VertexSpecs
{
    [Fact]
    public async Task The_routes_of_the_environment_answer()
    {
        await using var rig = await StartAsync("/up", "/v1/endpoints/7:predict");

        var health = await rig.SendAsync(HttpMethod.Get, "/up");
        var answer = await PostAsync(rig, "/v1/endpoints/7:predict", """{"instances":[1,2],"parameters":{"top":1}}""");

        Assert.Equal(200, health.Status);
        Assert.Equal("""{"predictions":[1.0,2.0]}""", answer.Text);
    }

    [Theory]
    [InlineData("""{"inputs":[1]}""")]
    [InlineData("""{"instances":5}""")]
    [InlineData("")]
    public async Task Only_instances_are_taken(string body)
    {
        await using var rig = await StartAsync("/health", "/predict");

        var answer = await PostAsync(rig, "/predict", body);

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Message);
    }

    [Fact]
    public async Task Routes_that_are_served_anyway_stay_what_they_are()
    {
        await using var rig = await StartAsync("/ping", "/invocations");

        var answer = await rig.InvokeAsync("""{"inputs":[1]}""");

        Assert.Equal("""{"predictions":{"x":[1.0]}}""", answer.Text);
    }

    [Theory]
    [InlineData("/up", "/v1/endpoints/7/score")]
    [InlineData("/v2/repository/up", "/v2/models/stats/mine")]
    public async Task Whatever_the_routes_are_called_health_needs_no_key_and_a_prediction_that_of_predict(
        string health, string predict)
    {
        await using var rig = await StartAsync(health, predict, options => options.Access = new ServingAccess
        {
            PredictKeys = ["predict-key"],
            AdminKeys = ["admin-key-1"],
        });

        var up = await rig.SendAsync(HttpMethod.Get, health);
        var without = await PostAsync(rig, predict, """{"instances":[1]}""");
        rig.Client.DefaultRequestHeaders.Add("x-api-key", "predict-key");
        var with = await PostAsync(rig, predict, """{"instances":[1]}""");

        Assert.Equal((200, 401, 200), (up.Status, without.Status, with.Status));
    }

    private static Task<Answer> PostAsync(ServingRig rig, string path, string body) =>
        rig.PostAsync(path, Encoding.UTF8.GetBytes(body));

    private static Task<ServingRig> StartAsync(
        string health, string predict, Action<ServingOptions>? configure = null)
    {
        var environment = ManagementSpecs.Variables(("AIP_HEALTH_ROUTE", health), ("AIP_PREDICT_ROUTE", predict));
        return ServingRig.StartAsync(
            () => FunctionScorer.Echo(ElementType.Float32, -1),
            configure: configure,
            addServices: services => services.AddSingleton(environment));
    }
}
