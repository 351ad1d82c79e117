using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Operations.Logging;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public class LogSettingSpecs
{
    private const string Path = "/v2/logging";

    [Fact]
    public async Task They_are_told_and_changed_in_part()
    {
        await using var rig = await StartAsync(new LogLines());

        var before = await rig.SendAsync(HttpMethod.Get, Path);
        var after = await PostAsync(rig, """{"log_info": true, "log_verbose_level": 1, "log_format": "json"}""");
        var later = await rig.SendAsync(HttpMethod.Get, Path);

        Assert.Equal(
            """{"log_file":"","log_info":false,"log_warning":true,"log_error":true,"log_verbose_level":0,"""
            + "\"log_format\":\"default\"}",
            before.Text);
        Assert.Equal(
            """{"log_file":"","log_info":true,"log_warning":true,"log_error":true,"log_verbose_level":1,"""
            + "\"log_format\":\"json\"}",
            after.Text);
        Assert.Equal((200, after.Text), (after.Status, later.Text));
    }

    [Fact]
    public async Task A_running_host_writes_warnings_while_they_are_on()
    {
        var lines = new LogLines();
        await using var rig = await StartAsync(lines);
        rig.Echo.Change = _ => throw new ScoringException(ScoringFault.ModelFailed, "It broke.");

        await PostAsync(rig, """{"log_warning": false}""");
        await rig.InvokeAsync("""{"inputs": [1]}""");
        var silent = lines.Of(LogLevel.Warning).Length;
        await PostAsync(rig, """{"log_warning": true}""");
        await rig.InvokeAsync("""{"inputs": [1]}""");

        Assert.Equal(0, silent);
        Assert.Contains("The model failed", Assert.Single(lines.Of(LogLevel.Warning)));
    }

    [Theory]
    [InlineData("{}", "Warning Error Critical | Warning Error Critical")]
    [InlineData("log_info", "Information Warning Error Critical | Warning Error Critical")]
    [InlineData("log_verbose_level", "Trace Debug Warning Error Critical | Trace Debug Warning Error Critical")]
    public void What_is_written_follows_them(string changed, string expected)
    {
        var settings = new LogSettings();
        using var services = ServicesOf(settings);
        var loggers = services.GetRequiredService<ILoggerFactory>();
        ILogger[] own = [loggers.CreateLogger("Tracking.Serving"), loggers.CreateLogger("Microsoft.AspNetCore")];

        settings.Update(changed switch
        {
            "log_info" => [new(changed, ["true"])],
            "log_verbose_level" => [new(changed, ["3"])],
            _ => [],
        });

        Assert.Equal(expected, string.Join(" | ", own.Select(logger => string.Join(
            ' ', Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None && logger.IsEnabled(level))))));
    }

    [Fact]
    public void The_format_changes_while_the_log_is_open()
    {
        var settings = new LogSettings();
        using var services = ServicesOf(settings);
        var console = services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>();
        string[] Formats() => [console.CurrentValue.FormatterName!, $"{console.CurrentValue.MaxQueueLength}"];
        var before = Formats();

        settings.Update([new("log_format", ["json"])]);
        var json = Formats();
        settings.Update([new("log_format", ["ISO8601"])]);

        Assert.Equal(["simple", "10000"], before);
        Assert.Equal(["json", "10000"], json);
        Assert.Equal(before, Formats());
    }

    [Theory]
    [InlineData("""{"log_info": "perhaps"}""", "'log_info' is 'perhaps', expected true or false.")]
    [InlineData("""{"log_verbose_level": -1}""", "'log_verbose_level' is '-1', expected a whole number of 0 or more.")]
    [InlineData("""{"log_format": "xml"}""", "'log_format' is 'xml', expected default, ISO8601 or json.")]
    [InlineData("""{"log_file": "/tmp/x"}""", "'log_file' cannot be set: the log goes to standard error.")]
    [InlineData("""{"log_info": true, "log_loud": 1}""", "'log_loud' is no log setting")]
    [InlineData("""{"log_info": {}}""", "'log_info' is an object")]
    [InlineData("[]", "The body is a list, expected an object.")]
    [InlineData("{", "valid JSON")]
    public async Task A_bad_one_changes_nothing_and_is_named(string body, string message)
    {
        await using var rig = await StartAsync(new LogLines());
        var before = await rig.SendAsync(HttpMethod.Get, Path);

        var answer = await PostAsync(rig, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message);
        Assert.Equal(before.Text, (await rig.SendAsync(HttpMethod.Get, Path)).Text);
    }

    [Fact]
    public async Task Other_methods_are_told_which_there_are()
    {
        await using var rig = await StartAsync(new LogLines());

        var answer = await rig.SendAsync(HttpMethod.Put, Path);

        Assert.Equal((405, "GET,POST"), (answer.Status, answer.Allow));
    }

    private static ServiceProvider ServicesOf(LogSettings settings) => new ServiceCollection()
        .AddLogging(logging => StandardErrorLog.Configure(logging, settings))
        .BuildServiceProvider();

    private static Task<Answer> PostAsync(ServingRig rig, string body) =>
        rig.PostAsync(Path, Encoding.UTF8.GetBytes(body));

    private static Task<ServingRig> StartAsync(LogLines lines) => ServingRig.StartAsync(
        () => FunctionScorer.Echo(ElementType.Float32, -1),
        addServices: services => services.AddSingleton<ILoggerProvider>(lines));
}
