using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Client.Hosting.Configuration;
using Tracking.TestKit;

namespace Tracking.Client.Hosting.Tests;

/// <summary>Not beside anything else that reads the environment while one of them changes it.</summary>
[Collection(nameof(AddTrackingSpecs))]
public sealed class AddTrackingSpecs
{
    [Fact]
    public async Task Code_wins_over_configuration_and_configuration_over_the_environment()
    {
        using var variables = new ChangedVariables(
            ("MLFLOW_TRACKING_URI", "http://environment:1"), ("MLFLOW_EXPERIMENT_NAME", "environment"),
            ("MLFLOW_TRACKING_TOKEN", "environment"));
        await using var provider = Provide(
            options => options with { ExperimentName = "code" },
            ("Tracking:TrackingUri", "http://configuration:2"), ("Tracking:ExperimentName", "configuration"));
        var options = provider.GetRequiredService<TrackingClientOptions>();
        Assert.Equal(("http://configuration:2", "code", "environment"),
            (options.TrackingUri, options.ExperimentName, options.Token));
        Assert.Equal(new Uri("http://configuration:2/"), provider.GetRequiredService<TrackingClient>().TrackingUri);
    }

    [Fact]
    public async Task Every_kind_of_value_is_read()
    {
        await using var provider = Provide(
            null, ("Tracking:RequestTimeout", "00:00:30"), ("Tracking:MetricDelay", "0.25"),
            ("Tracking:MaxRetries", "3"), ("tracking:backofffactor", "1.5"), ("Tracking:EndRunsWithProcess", "false"),
            ("Tracking:CacheMaxBytes", "123456789012"), ("Tracking:SystemMetrics:Enabled", "true"));
        var options = provider.GetRequiredService<TrackingClientOptions>();
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(250), 3, 1.5, false, 123456789012, true),
            (options.RequestTimeout, options.MetricDelay, options.MaxRetries, options.BackoffFactor,
                options.EndRunsWithProcess, options.CacheMaxBytes, options.SystemMetrics.Enabled));
    }

    [Fact]
    public void Every_plain_option_can_be_configured()
    {
        var plain = typeof(TrackingClientOptions).GetProperties()
            .Where(option => (Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType) is var type
                && (type.IsPrimitive || type == typeof(string) || type == typeof(TimeSpan)))
            .Select(option => option.Name);
        Assert.Empty(plain.Except(ConfiguredOptions.Names));
    }

    [Fact]
    public async Task A_host_does_not_start_with_bad_values_and_names_all_of_them()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(Pairs(
            ("Tracking:MaxRetries", "many"), ("Tracking:RequestTimeout", "soon"), ("Tracking:Tokne", "x")));
        builder.Services.AddTracking();
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => app.StartAsync(Patience.Token()));
        Assert.Contains("Tracking:MaxRetries is 'many'; expected a whole number", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Tracking:RequestTimeout is 'soon'; expected a time such as", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Tracking:Tokne is unknown; expected one of BackoffFactor, ", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_does_not_start_with_values_out_of_range_and_names_all_of_them()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
            Pairs(("Tracking:MaxRetries", "11"), ("Tracking:ParallelTransfers", "0")));
        builder.Services.AddTracking();
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => app.StartAsync(Patience.Token()));
        Assert.Equal("MaxRetries is 11; expected 0 to 10; ParallelTransfers is 0; expected 1 to 32", error.Message);
    }

    [Fact]
    public async Task There_is_one_client_which_the_container_disposes()
    {
        var provider = Provide(null);
        var client = provider.GetRequiredService<TrackingClient>();
        Assert.Same(client, provider.GetRequiredService<TrackingClient>());
        await provider.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Runs.GetAsync("0", Patience.Token()));
    }

    [Fact]
    public async Task Another_section_may_be_named()
    {
        await using var provider = new ServiceCollection()
            .AddSingleton(Configuration(("Other:ExperimentName", "mine")))
            .AddTracking(section: "Other")
            .BuildServiceProvider();
        Assert.Equal("mine", provider.GetRequiredService<TrackingClientOptions>().ExperimentName);
    }

    private static ServiceProvider Provide(
        Func<TrackingClientOptions, TrackingClientOptions>? configure, params (string, string)[] pairs) =>
        new ServiceCollection().AddSingleton(Configuration(pairs)).AddTracking(configure).BuildServiceProvider();

    private static IConfiguration Configuration(params (string, string)[] pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(Pairs(pairs)).Build();

    private static Dictionary<string, string?> Pairs(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

    private sealed class ChangedVariables : IDisposable
    {
        private readonly (string Name, string? Before)[] _before;

        public ChangedVariables(params (string Name, string Value)[] variables)
        {
            _before = [.. variables.Select(each => (each.Name, Environment.GetEnvironmentVariable(each.Name)))];
            foreach (var (name, value) in variables)
                Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach (var (name, value) in _before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
