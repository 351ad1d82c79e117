using Microsoft.Extensions.DependencyInjection;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Configuration;

/// <summary>Hosts that follow a file.</summary>
internal static class ConfigFiles
{
    /// <summary>The data plane with a registry in memory.</summary>
    public static async Task<EngineRig> StartAsync(
        string file,
        Action<ServingOptions>? configure = null,
        TimeProvider? time = null,
        FakeRegistry? registry = null)
    {
        var config = await ServingConfig.ReadAsync(file, Patience.Token());
        return await EngineRig.StartAsync(registry ?? new FakeRegistry(), options =>
        {
            config.ApplyTo(options);
            configure?.Invoke(options);
        }, services => services.AddSingleton(time ?? TimeProvider.System));
    }
}
