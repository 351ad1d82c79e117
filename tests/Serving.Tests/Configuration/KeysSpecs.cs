using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

public sealed class KeysSpecs : IAsyncLifetime, IDisposable
{
    private const string First = "predict:first-predict-key\n";
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();
    private ServingRig _rig = null!;

    public async Task InitializeAsync()
    {
        _folder.Write("keys.txt", "# who may call\n" + First);
        _rig = await ServingRig.StartAsync(
            () => FunctionScorer.Echo(ElementType.Float32, -1),
            configure: options =>
            {
                options.PollInterval = TimeSpan.FromMilliseconds(10);
                options.Access = new ServingAccess { PredictKeys = ["stated-key"] }.WithKeysOf(_folder["keys.txt"]);
            },
            addServices: services => services.AddSingleton<ILoggerProvider>(_log));
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Keys_change_together_when_their_file_does_and_stated_ones_stay()
    {
        Replace("predict:second-predict-key\nadmin:an-admin-key\n");
        await UntilAsync(200, "second-predict-key");

        Assert.Equal(401, await AskAsync("first-predict-key"));
        Assert.Equal(200, await AskAsync("stated-key"));
        Assert.Equal(200, await AskAsync("an-admin-key", "/metrics"));
        Assert.Empty(_log.Of(LogLevel.Error));
    }

    [Theory]
    [InlineData("predict:first-predict-key\nsecret:second-secret-key\n", "line 2: expected 'predict:KEY' or")]
    [InlineData("predict:secret\n", "fewer than 8 characters")]
    [InlineData(null, "cannot be read")]
    public async Task A_broken_file_leaves_the_keys_as_they_are_and_says_so(string? text, string problem)
    {
        Replace(text);
        var said = await _log.Lines.SeenAsync("The API keys go on as they were");

        Assert.Contains(problem, said);
        Assert.DoesNotContain("second-secret-key", said);
        Assert.Equal(200, await AskAsync("first-predict-key"));
        Assert.Equal(401, await AskAsync("second-secret-key"));
        Replace(First + "predict:second-predict-key\n");
        await UntilAsync(200, "second-predict-key");
    }

    private void Replace(string? text)
    {
        if (text is null)
        {
            File.Delete(_folder["keys.txt"]);
        }
        else
        {
            File.Move(_folder.Write("next.txt", text), _folder["keys.txt"], overwrite: true);
        }
    }

    private async Task UntilAsync(int status, string key)
    {
        var patience = Patience.Token();
        while (await AskAsync(key) != status)
        {
            patience.ThrowIfCancellationRequested();
        }
    }

    private async Task<int> AskAsync(string key, string path = "/v2")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-api-key", key);
        using var response = await _rig.Client.SendAsync(request, Patience.Token());
        return (int)response.StatusCode;
    }
}
