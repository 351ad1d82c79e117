using Microsoft.Extensions.Logging;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

/// <summary>Which file has the API keys is what the configuration names, while the host runs too.</summary>
public sealed class NamedKeysSpecs : IDisposable
{
    private const string Iris3 = "models:\n  - uri: models:/iris/3\n";
    private const string Iris4 = "models:\n  - uri: models:/iris/4\n";
    private readonly TempFolder _folder = new();

    public NamedKeysSpecs()
    {
        _folder.Write("first.txt", "predict:first-predict-key\n");
        _folder.Write("second.txt", "admin:second-admin-key\n");
        _folder.Write("short.txt", "predict:short\n");
        _folder.Write("none.txt", "# none\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_file_is_taken_with_the_edit_and_followed_from_then_on()
    {
        await using var rig = await StartAsync(Iris3 + "access: {keys_file: first.txt}\n");

        await EditAsync(rig, Iris4 + "access: {keys_file: second.txt}\n");
        var taken = rig.Access.Access;
        _folder.Write("second.txt", "admin:third-admin-key\n");
        await rig.Keys.LookAsync(isAsked: true, Patience.Token());

        Assert.Empty(taken.PredictKeys);
        Assert.Equal(["second-admin-key"], taken.AdminKeys);
        Assert.Equal(["third-admin-key"], rig.Access.Access.AdminKeys);
        Assert.Empty(rig.Log.Of(LogLevel.Warning));
        Assert.Equal(2, rig.Log.Of(LogLevel.Information).Count(line => line.Contains(
            "second.txt were taken over: 0 to predict, 1 for admins", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_open_host_is_closed_by_the_first_file_and_stated_keys_outlive_the_last()
    {
        await using var open = await StartAsync(Iris3);
        await EditAsync(open, Iris3 + "access: {keys_file: first.txt}\n");
        await using var stated = await StartAsync(Iris3 + "access: {keys_file: first.txt}\n", options =>
            options.Access = options.Access with { PredictKeys = ["stated-key", .. options.Access.PredictKeys] });
        await EditAsync(stated, Iris3);

        Assert.Equal(["first-predict-key"], open.Access.Access.PredictKeys);
        Assert.Equal(["stated-key"], stated.Access.Access.PredictKeys);
    }

    [Theory]
    [InlineData("access: {keys_file: gone.txt}\n", "gone.txt")]
    [InlineData("access: {keys_file: short.txt}\n", "short.txt: an API key has white space or fewer than 8 characters")]
    [InlineData("access: {keys_file: none.txt}\n", "none.txt: no key is left, and everybody could call.")]
    [InlineData("", "access.keys_file: no key is left, and everybody could call.")]
    public async Task An_edit_whose_keys_will_not_do_changes_nothing(string access, string problem)
    {
        await using var rig = await StartAsync(Iris3 + "access: {keys_file: first.txt}\n");

        await EditAsync(rig, Iris4 + access);

        Assert.Equal(["first-predict-key"], rig.Access.Access.PredictKeys);
        Assert.Equal(4, await rig.ScoreAsync(1, "iris"));
        var said = Assert.Single(rig.Log.Of(LogLevel.Error));
        Assert.Contains("The configuration goes on as it was", said);
        Assert.Contains(problem, said);
    }

    [Fact]
    public async Task A_file_that_was_set_after_the_configuration_stays_and_the_other_waits_for_a_restart()
    {
        await using var rig = await StartAsync(Iris3 + "access: {keys_file: first.txt}\n", options =>
            options.Access = options.Access.WithOnlyKeysOf(_folder["second.txt"]));

        await EditAsync(rig, Iris3 + "access: {keys_file: none.txt}\n");

        Assert.Equal(["second-admin-key"], rig.Access.Access.AdminKeys);
        Assert.Contains("access.keys_file holds after a restart", Assert.Single(rig.Log.Of(LogLevel.Warning)));
    }

    private Task<EngineRig> StartAsync(string text, Action<ServingOptions>? configure = null) =>
        ConfigFiles.StartAsync(_folder.Write("serving.yaml", text), configure);

    private async Task EditAsync(EngineRig rig, string text)
    {
        _folder.Write("serving.yaml", text);
        await rig.Config.LookAsync(isAsked: true, Patience.Token());
    }
}
