using System.Text;
using Tracking.Serving;

namespace Tracking.Cli.Commands.Serve;

/// <summary>What a person should know when the serve host is up.</summary>
internal static class ServeBanner
{
    private const int ExampleLengthMax = 2_000;

    public static async Task<string> DescribeAsync(
        ServingHost host, ServingOptions options, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        text.Append($"Serving on {host.Address}\n");
        foreach (var model in host.Models)
        {
            var version = model.Version is null ? "" : $" version {model.Version}";
            text.Append($"  {model.Name}{version}  {host.Address}v2/models/{Uri.EscapeDataString(model.Name)}/infer\n");
        }

        foreach (var name in host.ModelsOnDemand)
        {
            text.Append($"  {name} (not loaded yet)  {host.Address}v2/models/{Uri.EscapeDataString(name)}/infer\n");
        }

        var first = host.Models.Count > 0 ? host.Models[0] : null;
        text.Append($"  MLflow scoring of {first?.Name ?? "the first model"}  {host.Address}invocations\n");
        text.Append($"  gRPC  {host.GrpcAddress.Authority} (inference.GRPCInferenceService)\n");
        text.Append($"  Try the models in a browser  {host.Address}docs\n");
        text.Append($"  Metrics  {host.Address}metrics\n");
        if (first is not null)
        {
            var example = await host.ExampleRequestAsync(cancellationToken);
            text.Append($"Try it:\n  curl{FlagsOf(options)} {RequestOf(Reachable(host.Address), first, example)}\n");
        }

        return text.Append("Ctrl-C stops it.\n").ToString();
    }

    // Every address of the machine is none to send to, and shells have their own ideas of [::].
    private static Uri Reachable(Uri address) => address.Host is "0.0.0.0" or "[::]"
        ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
        : address;

    // The certificate is seldom for an address, and keys are not for the screen.
    private static string FlagsOf(ServingOptions options)
    {
        var needsKey = options.Access is { PredictKeys.Count: > 0 } or { AdminKeys.Count: > 0 };
        return (options.Tls is null ? "" : " -k") + (needsKey ? " -H \"x-api-key: $API_KEY\"" : "");
    }

    /// <summary>An example request, or where it fits no terminal a question for what the model takes.</summary>
    private static string RequestOf(Uri address, ServedModelInfo model, string? example) =>
        example is { Length: <= ExampleLengthMax }
            ? $"{address}invocations -H 'Content-Type: application/json' -d {Quote(example)}"
            : $"{address}v2/models/{Uri.EscapeDataString(model.Name)}";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
