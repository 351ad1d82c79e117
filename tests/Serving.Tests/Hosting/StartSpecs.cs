using System.Net;
using System.Net.Sockets;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Hosting;

public class StartSpecs
{
    [Fact]
    public async Task A_taken_port_is_one_clear_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var folder = new TempFolder();
        ModelFolders.Write(folder);

        var error = await FailsAsync(folder.Path, options => options.Port = port);

        Assert.Equal(ServingError.HostUnusable, error.Error);
        Assert.StartsWith($"Port {port} on 127.0.0.1 is taken", error.Message);
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_no_model_is_named()
    {
        using var folder = new TempFolder();

        var missing = await FailsAsync(folder["nowhere"]);
        var empty = await FailsAsync(folder.Path);

        Assert.Equal(ServingError.ModelUnusable, missing.Error);
        Assert.Contains(folder["nowhere"], missing.Message);
        Assert.Contains("no MLmodel file", empty.Message);
    }

    [Fact]
    public async Task A_half_written_model_is_named()
    {
        using var folder = new TempFolder();
        folder.Write("MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");

        var error = await FailsAsync(folder.Path);

        Assert.Contains("model.onnx", error.Message);
        Assert.Contains("not fully written", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_not_ONNX_is_named()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);

        var error = await FailsAsync(folder.Path);

        Assert.Equal(ServingError.ModelUnusable, error.Error);
        Assert.Contains("model.onnx", error.Message);
        Assert.Contains("ONNX", error.Message);
    }

    [Fact]
    public async Task Other_flavors_are_listed()
    {
        using var folder = new TempFolder();
        folder.Write("MLmodel", "flavors:\n  sklearn:\n    pickled_model: m.pkl\n  keras:\n    env: e\n");

        var error = await FailsAsync(folder.Path);

        Assert.Contains("sklearn, keras; expected one of 'composite', 'onnx'", error.Message);
    }

    [Fact]
    public async Task A_registry_uri_needs_a_source_that_knows_registries()
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(ModelUri.Parse("models:/iris@champion")));

        var error = await Assert.ThrowsAsync<ServingException>(() => ServingHost.StartAsync(options));

        Assert.Contains("'models:/iris@champion' needs a tracking server", error.Message);
    }

    [Fact]
    public async Task Every_bad_option_is_named_at_once()
    {
        var options = new ServingOptions { Port = 70000, MaxBodyBytes = 0, RequestTimeout = TimeSpan.Zero };

        var error = await Assert.ThrowsAsync<ServingException>(() => ServingHost.StartAsync(options));

        Assert.Contains("Models is empty", error.Message);
        Assert.Contains("Port is 70000", error.Message);
        Assert.Contains("MaxBodyBytes is 0", error.Message);
        Assert.Contains("RequestTimeout is 00:00:00", error.Message);
    }

    [Fact]
    public async Task A_host_that_is_no_address_is_refused()
    {
        using var folder = new TempFolder();
        ModelFolders.Write(folder);

        var error = await FailsAsync(folder.Path, options => options.Host = "no such host");

        Assert.Contains("Host is 'no such host', expected an IP address", error.Message);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("*")]
    [InlineData("::1")]
    public async Task Listens_where_it_is_told(string host)
    {
        await using var rig = await ServingRig.StartAsync(
            FunctionScorer.Echo(ElementType.Float32, -1), configure: options => options.Host = host);

        Assert.NotEqual(0, rig.Host.Address.Port);
    }

    private static async Task<ServingException> FailsAsync(string folder, Action<ServingOptions>? configure = null)
    {
        var options = new ServingOptions { Port = 0 };
        options.Models.Add(new ServedModel(new FolderUri(folder)));
        configure?.Invoke(options);
        return await Assert.ThrowsAsync<ServingException>(
            () => ServingHost.StartAsync(options, cancellationToken: Patience.Token()));
    }
}
