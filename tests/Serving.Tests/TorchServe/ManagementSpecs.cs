using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Tensors;
using Tracking.Serving.Protocols;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.TorchServe;

public class ManagementSpecs
{
    private static readonly ContainerEnvironment TorchServe = Variables(("TS_ENABLE_MODEL_API", "true"));
    private static readonly ContainerEnvironment SageMaker = Variables(("SAGEMAKER_MULTI_MODEL", "true"));

    [Fact]
    public async Task Models_are_described_with_a_worker_for_what_is_loaded()
    {
        await using var rig = await StartAsync(TorchServe);

        var list = await rig.SendAsync(HttpMethod.Get, "/models");
        var one = await rig.SendAsync(HttpMethod.Get, "/models/m");
        var all = await rig.SendAsync(HttpMethod.Get, "/models/m/all");

        Assert.Equal("m", (string?)list.Json["models"]![0]!["modelName"]);
        Assert.Equal(one.Text, all.Text);
        Assert.Equal("READY", (string?)one.Json[0]!["workers"]![0]!["status"]);
        Assert.Equal(1, (int?)one.Json[0]!["minWorkers"]);
    }

    [Fact]
    public async Task SageMaker_adds_invokes_and_deletes_a_model()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        await using var rig = await StartAsync(SageMaker);
        var registration = Encoding.UTF8.GetBytes($$"""{"model_name":"churn","url":"{{folder.Path}}"}""");

        var added = await rig.PostAsync("/models", registration);
        var again = await rig.PostAsync("/models", registration);
        var described = await rig.SendAsync(HttpMethod.Get, "/models/churn");
        var invoked = await rig.PostAsync("/models/churn/invoke", """{"inputs":[1]}"""u8.ToArray());
        var deleted = await rig.SendAsync(HttpMethod.Delete, "/models/churn");
        var gone = await rig.SendAsync(HttpMethod.Delete, "/models/churn");

        Assert.Equal((200, 409), (added.Status, again.Status));
        Assert.Equal("churn", (string?)described.Json["modelName"]);
        Assert.Equal(folder.Path, (string?)described.Json["modelUrl"]);
        Assert.Equal("""{"predictions":{"x":[1.0]}}""", invoked.Text);
        Assert.Equal((200, 404), (deleted.Status, gone.Status));
    }

    [Fact]
    public async Task TorchServe_registers_by_the_query()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        await using var rig = await StartAsync(TorchServe);

        var added = await rig.PostAsync($"/models?url={Uri.EscapeDataString(folder.Path)}&model_name=noop", []);
        var page = await rig.SendAsync(HttpMethod.Get, "/models?limit=1");
        var rest = await rig.SendAsync(HttpMethod.Get, $"/models?limit=1&next_page_token={page.Json["nextPageToken"]}");

        Assert.Equal(200, added.Status);
        Assert.Contains("\"noop\"", (string?)added.Json["status"]);
        Assert.Equal("m", (string?)page.Json["models"]![0]!["modelName"]);
        Assert.Equal("noop", (string?)rest.Json["models"]![0]!["modelName"]);
        Assert.Null(rest.Json["nextPageToken"]);
    }

    [Fact]
    public async Task No_workers_means_unloaded()
    {
        await using var rig = await StartAsync(TorchServe);

        var scaled = await rig.SendAsync(HttpMethod.Put, "/models/m?min_worker=0");
        var described = await rig.SendAsync(HttpMethod.Get, "/models/m");

        Assert.Equal(200, scaled.Status);
        Assert.Empty(described.Json[0]!["workers"]!.AsArray());
    }

    [Theory]
    [InlineData("POST", "/models?url=/x")]
    [InlineData("DELETE", "/models/m")]
    public async Task Nobody_adds_or_removes_models_unless_the_environment_says_so(string method, string path)
    {
        await using var rig = await StartAsync(Variables());

        var answer = await rig.SendAsync(new HttpMethod(method), path);

        Assert.Equal((405, "MethodNotAllowedException"), (answer.Status, (string?)answer.Json["type"]));
        Assert.StartsWith("GET", answer.Allow);
    }

    [Theory]
    [InlineData("POST", "/models", 400)]
    [InlineData("POST", "/models?url=ftp://x/y", 400)]
    [InlineData("POST", "/models?url=/no/such/folder", 400)]
    [InlineData("GET", "/models?limit=x", 400)]
    [InlineData("GET", "/models/n", 404)]
    [InlineData("GET", "/models/m/9", 404)]
    [InlineData("DELETE", "/models/n", 404)]
    [InlineData("PUT", "/models/n?min_worker=1", 404)]
    [InlineData("PUT", "/models/m?min_worker=-1", 400)]
    [InlineData("PUT", "/models/m/9/set-default", 404)]
    [InlineData("PATCH", "/models/m", 405)]
    public async Task Bad_requests_have_TorchServes_form(string method, string path, int status)
    {
        await using var rig = await StartAsync(TorchServe);

        var answer = await rig.SendAsync(new HttpMethod(method), path);

        Assert.Equal((status, status), (answer.Status, (int?)answer.Json["code"]));
    }

    [Fact]
    public async Task SageMakers_own_attributes_come_back()
    {
        await using var rig = await StartAsync(SageMaker);
        using var content = new StringContent("""{"inputs":[1]}""", Encoding.UTF8, "application/json");
        content.Headers.Add("X-Amzn-SageMaker-Custom-Attributes", "trace=7");

        using var response = await rig.Client.PostAsync("/invocations", content, Patience.Token());

        Assert.Equal(["trace=7"], response.Headers.GetValues("X-Amzn-SageMaker-Custom-Attributes"));
    }

    internal static ContainerEnvironment Variables(params (string Name, string Value)[] variables) =>
        ContainerEnvironment.From(name => variables.FirstOrDefault(one => one.Name == name).Value);

    private static Task<ServingRig> StartAsync(ContainerEnvironment environment) => ServingRig.StartAsync(
        () => FunctionScorer.Echo(ElementType.Float32, -1),
        addServices: services => services.AddSingleton(environment));
}
