using System.CommandLine;
using Tracking.Cli.Commands.Server.Endpoints;
using Tracking.Server.ModelEndpoints;

namespace Tracking.Cli.Commands.Server;

/// <summary>Whether people may start serve hosts from the web UI.</summary>
internal sealed class EndpointSettings
{
    private static readonly ModelEndpointOptions Defaults = new();

    private readonly Option<string> _use = UseOption();

    private readonly Option<int> _max = EnvironmentNumber.Count(
        "--endpoints-max",
        "TRACKING_ENDPOINTS_MAX",
        Defaults.MaxEndpoints,
        "Endpoints at the same time.");

    public IReadOnlyList<Option> Options => [_use, _max];

    public ModelEndpointOptions Read(ParseResult parsed) => new()
    {
        Launcher = new ServeProcesses(),
        Use = parsed.GetValue(_use) switch
        {
            "on" => ModelEndpointUse.Always,
            "off" => ModelEndpointUse.Never,
            _ => ModelEndpointUse.OnLoopback,
        },
        MaxEndpoints = parsed.GetValue(_max),
    };

    private static Option<string> UseOption()
    {
        var option = EnvironmentOption.Text(
            "--endpoints",
            "TRACKING_ENDPOINTS",
            "auto",
            "Whether callers may start registered models as processes on this machine: auto, on or off. 'auto' means " +
            "only while the server listens on loopback and guards against foreign hosts and pages.");
        option.Validators.Add(result =>
        {
            var value = result.GetValueOrDefault<string>();
            if (value is not ("auto" or "on" or "off"))
            {
                result.AddError($"--endpoints is '{value}', expected auto, on or off.");
            }
        });
        return option;
    }
}
