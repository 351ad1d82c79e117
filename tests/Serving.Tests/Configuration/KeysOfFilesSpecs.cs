using Microsoft.Extensions.Logging;
using Tracking.Serving.Hosting;
using Tracking.Serving.Hosting.Protection;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

public sealed class KeysOfFilesSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_text_that_is_still_written_is_not_taken()
    {
        var (rules, watch, _) = Watch("predict:first-predict-key\n");

        _folder.Write("keys.txt", "predict:second");
        await watch.LookAsync(isAsked: false, Patience.Token());
        _folder.Write("keys.txt", "predict:second-predict-key\n");
        await watch.LookAsync(isAsked: false, Patience.Token());
        var early = rules.Access.PredictKeys;
        await watch.LookAsync(isAsked: false, Patience.Token());

        Assert.Equal(["first-predict-key"], early);
        Assert.Equal(["second-predict-key"], rules.Access.PredictKeys);
    }

    [Fact]
    public async Task A_file_that_loses_its_last_key_does_not_open_the_host()
    {
        var (rules, watch, log) = Watch("admin:an-admin-key\n");

        _folder.Write("keys.txt", "# all gone\n");
        await watch.LookAsync(isAsked: true, Patience.Token());

        Assert.Equal(["an-admin-key"], rules.Access.AdminKeys);
        Assert.Contains("no key is left, and everybody could call", Assert.Single(log.Of(LogLevel.Error)));
    }

    [Fact]
    public async Task A_key_that_is_stated_besides_outlives_the_file()
    {
        var (rules, watch, _) = Watch("predict:stated-key\n", new ServingAccess { PredictKeys = ["stated-key"] });

        _folder.Write("keys.txt", "predict:another-key\n");
        await watch.LookAsync(isAsked: true, Patience.Token());

        Assert.Equal(["stated-key", "another-key"], rules.Access.PredictKeys);
    }

    [Fact]
    public void The_keys_of_one_file_alone_replace_all_others()
    {
        _folder.Write("keys.txt", "admin:an-admin-key\n");

        var access = new ServingAccess { PredictKeys = ["stated-key"] }.WithOnlyKeysOf(_folder["keys.txt"]);

        Assert.Empty(access.PredictKeys);
        Assert.Equal(["an-admin-key"], access.AdminKeys);
    }

    public void Dispose() => _folder.Dispose();

    private (AccessRules Rules, KeysWatch Watch, LogLines Log) Watch(string text, ServingAccess? stated = null)
    {
        var rules = new AccessRules((stated ?? new()).WithKeysOf(_folder.Write("keys.txt", text)));
        var log = new LogLines();
        var options = new FrozenServingOptions([], 1, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        using var logging = LoggerFactory.Create(logging => logging.AddProvider(log));
        return (rules, new KeysWatch(rules, options, TimeProvider.System, logging.CreateLogger<KeysWatch>()), log);
    }
}
