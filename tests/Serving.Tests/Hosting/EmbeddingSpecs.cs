using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Hosting;

public class EmbeddingSpecs
{
    [Fact]
    public async Task An_application_of_ones_own_serves_several_models_by_name_and_version()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IModelSource>(new Registry(folder.Path));
        builder.Services.AddSingleton<ScorerFactory>((_, _) => FunctionScorer.Echo(ElementType.Int64, -1));
        builder.Services.AddServing(Options("models:/iris/3", "models:/digits/7"));
        await using var app = builder.Build();
        app.MapServing();
        await app.StartAsync(Patience.Token());
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Contains("\"versions\":[\"3\"]", await client.GetStringAsync("/v2/models/iris", Patience.Token()));
        Assert.Contains("digits", await client.GetStringAsync("/v2/models/digits/versions/7", Patience.Token()));
    }

    [Fact]
    public async Task An_applications_own_endpoints_models_under_a_prefix_and_gRPC_stand_side_by_side()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<ScorerFactory>((_, _) => FunctionScorer.Echo(ElementType.Int64, -1));
        await using var app = Embed(builder, folder.Path);
        app.Urls.Clear();
        await app.StartAsync(Patience.Token());
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var client = new HttpClient { BaseAddress = new Uri(addresses.First()) };
        using var live = new RawCall("/inference.GRPCInferenceService/ServerLive", RawCall.Frame([]));

        Assert.Equal("hello", await client.GetStringAsync("/hello", Patience.Token()));
        Assert.Contains("\"digits\"", await client.GetStringAsync("/models/v2/models/digits", Patience.Token()));
        Assert.Equal(404, (int)(await client.GetAsync("/v2/models/digits", Patience.Token())).StatusCode);
        Assert.Equal("0", (await live.SendAsync(new Uri(addresses.Last()))).Status);
    }

    private static WebApplication Embed(WebApplicationBuilder builder, string folder)
    {
        const int httpPort = 0;
        const int grpcPort = 0;

        // snippet: embedding
        var options = new ServingOptions();
        options.Models.Add(new ServedModel(ModelUri.Parse(folder), "digits"));
        builder.Services.AddServing(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, httpPort);
            kestrel.Listen(IPAddress.Loopback, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });

        var app = builder.Build();
        app.MapGet("/hello", () => "hello");
        app.MapGroup("/models").MapServing();    // /models/invocations, /models/v2/models/digits/infer
        app.MapServingGrpc();                    // inference.GRPCInferenceService
        // endsnippet
        return app;
    }

    [Fact]
    public async Task Mapping_without_adding_says_what_is_missing()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapServing());

        Assert.Contains("AddServing", error.Message);
    }

    [Fact]
    public async Task Two_models_of_one_name_and_version_are_refused()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);

        var error = await Assert.ThrowsAsync<ServingException>(() => ServingHost.StartAsync(
            Options("models:/iris/3", "models:/iris/3"),
            new Registry(folder.Path),
            services => services.AddSingleton<ScorerFactory>((_, _) => FunctionScorer.Echo(ElementType.Int64, -1)),
            Patience.Token()));

        Assert.Equal(ServingError.HostUnusable, error.Error);
        Assert.Contains("Two models would be served as 'iris' version '3'", error.Message);
    }

    private static ServingOptions Options(params string[] uris)
    {
        var options = new ServingOptions { Port = 0 };
        foreach (var uri in uris)
        {
            options.Models.Add(new ServedModel(ModelUri.Parse(uri)));
        }

        return options;
    }

    private sealed class Registry(string folder) : IModelSource
    {
        public Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken)
        {
            var (name, version) = (ModelVersionUri)uri;
            return Task.FromResult(new ResolvedModel(folder, name, $"{version}"));
        }
    }
}
