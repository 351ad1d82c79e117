using System.Net;
using System.Text;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Protection;

public class AccessSpecs
{
    private const string Predict = "predict-key-1";
    private const string Admin = "admin-key-22";

    [Theory]
    [InlineData(null, 401, 401)]
    [InlineData("Bearer nobody-knows", 401, 401)]
    [InlineData("Bearer " + Predict, 200, 200)]
    [InlineData("Bearer " + Admin, 200, 200)]
    public async Task Scoring_and_metadata_need_a_key_and_health_needs_none(
        string? authorization, int scoring, int metadata)
    {
        await using var rig = await StartAsync();

        Assert.Equal(scoring, (await SendAsync(rig, HttpMethod.Post, "/invocations", authorization)).Status);
        Assert.Equal(metadata, (await SendAsync(rig, HttpMethod.Get, "/v2/models/m", authorization)).Status);
        Assert.Equal(200, (await SendAsync(rig, HttpMethod.Get, "/v2/health/ready", authorization)).Status);
        Assert.Equal(200, (await SendAsync(rig, HttpMethod.Get, "/ping", authorization)).Status);
    }

    [Theory]
    [InlineData("/v2/logging")]
    [InlineData("/v2/trace/setting")]
    [InlineData("/v2/models/m/trace/setting")]
    public async Task Settings_are_for_admins(string path)
    {
        await using var rig = await StartAsync();

        Assert.Equal(403, (await SendAsync(rig, HttpMethod.Get, path, "Bearer " + Predict)).Status);
        Assert.Equal(403, (await SendAsync(rig, HttpMethod.Post, path, "Bearer " + Predict)).Status);
        Assert.Equal(200, (await SendAsync(rig, HttpMethod.Get, path, "Bearer " + Admin)).Status);
    }

    [Fact]
    public async Task A_key_is_taken_from_its_own_header_too()
    {
        await using var rig = await StartAsync();
        rig.Client.DefaultRequestHeaders.Add("x-api-key", Predict);

        Assert.Equal(200, (await rig.InvokeAsync("""{"inputs": [1]}""")).Status);
    }

    [Fact]
    public async Task Refusals_have_the_shape_of_their_protocol_and_name_no_key()
    {
        await using var rig = await StartAsync();

        var mlflow = await SendAsync(rig, HttpMethod.Post, "/invocations", "Bearer wrong-wrong");
        var open = await SendAsync(rig, HttpMethod.Get, "/v2", "Bearer wrong-wrong");

        Assert.Equal("UNAUTHENTICATED", mlflow.ErrorCode);
        Assert.StartsWith("An API key is needed", (string?)open.Json["error"]);
        Assert.DoesNotContain("wrong-wrong", mlflow.Text + open.Text);
    }

    [Fact]
    public async Task A_group_may_need_more_or_be_off()
    {
        await using var rig = await StartAsync(new Dictionary<EndpointGroup, ServingRole>
        {
            [EndpointGroup.Metadata] = ServingRole.Admin,
            [EndpointGroup.Inference] = ServingRole.Off,
        });

        var asPredict = await SendAsync(rig, HttpMethod.Get, "/v2", "Bearer " + Predict);
        var asAdmin = await SendAsync(rig, HttpMethod.Get, "/v2", "Bearer " + Admin);
        var off = await SendAsync(rig, HttpMethod.Post, "/invocations", "Bearer " + Admin);

        Assert.Equal((403, 200, 404), (asPredict.Status, asAdmin.Status, off.Status));
        Assert.Contains("needs the role admin, the API key has the role predict", asPredict.Message);
    }

    [Theory]
    [InlineData(null, "ModelInfer", 16)]
    [InlineData(Predict, "RepositoryModelUnload", 7)]
    [InlineData(Predict, "LogSettings", 7)]
    [InlineData(Predict, "TraceSetting", 7)]
    [InlineData(Predict, "ServerMetadata", 0)]
    [InlineData(null, "ServerLive", 0)]
    public async Task Calls_of_gRPC_bring_their_key_as_metadata(string? key, string method, int status)
    {
        await using var rig = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/inference.GRPCInferenceService/" + method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        using var response = await rig.Client.SendAsync(request, Patience.Token());
        await response.Content.ReadAsByteArrayAsync(Patience.Token());

        var told = response.TrailingHeaders.TryGetValues("grpc-status", out var trailer)
            ? trailer
            : response.Headers.GetValues("grpc-status");
        Assert.Equal($"{status}", Assert.Single(told));
    }

    [Fact]
    public async Task Keys_that_are_too_short_and_rules_without_keys_stop_the_start()
    {
        var rules = new Dictionary<EndpointGroup, ServingRole> { [EndpointGroup.Docs] = ServingRole.Admin };

        var shortKey = await Assert.ThrowsAsync<Serving.Core.ServingException>(() => StartAsync(key: "short"));
        var noKeys = await Assert.ThrowsAsync<Serving.Core.ServingException>(
            () => ServingRig.StartAsync(
                FunctionScorer.Echo(ElementType.Float32, -1),
                configure: options => options.Access = new ServingAccess { Groups = rules }));

        Assert.Contains("fewer than 8 characters", shortKey.Message);
        Assert.DoesNotContain("'short'", shortKey.Message);
        Assert.Contains("Docs needs the role Admin, but there are no API keys", noKeys.Message);
    }

    private static Task<ServingRig> StartAsync(
        IReadOnlyDictionary<EndpointGroup, ServingRole>? groups = null, string key = Predict) =>
        ServingRig.StartAsync(FunctionScorer.Echo(ElementType.Float32, -1), configure: options =>
            options.Access = new ServingAccess
            {
                PredictKeys = [key],
                AdminKeys = [Admin],
                Groups = groups ?? new Dictionary<EndpointGroup, ServingRole>(),
            });

    private static async Task<Answer> SendAsync(ServingRig rig, HttpMethod method, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("""{"inputs": [1]}""", Encoding.UTF8, "application/json");
        }

        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        using var response = await rig.Client.SendAsync(request, Patience.Token());
        return await Answer.ReadAsync(response);
    }
}
