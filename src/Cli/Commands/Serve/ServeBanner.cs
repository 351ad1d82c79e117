using System.Text;
using System.Text.Json;
using Tracking.Serving;

namespace Tracking.Cli.Commands.Serve;

/// <summary>What a person should know when the serve host is up.</summary>
internal static class ServeBanner
{
    private const int ExampleBytesMax = 2_000;

    public static async Task<string> DescribeAsync(ServingHost host, CancellationToken cancellationToken)
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
        if (first is not null && await ExampleAsync(first.Directory, cancellationToken) is { } example)
        {
            text.Append("Try it:\n");
            text.Append($"  curl {host.Address}invocations -H 'Content-Type: application/json' -d '{example}'\n");
        }

        return text.Append("Ctrl-C stops it.\n").ToString();
    }

    /// <summary>The model's own example request on one line, where it has one that fits a terminal.</summary>
    private static async Task<string?> ExampleAsync(string directory, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(directory, "serving_input_example.json"));
        if (!file.Exists || file.Length > ExampleBytesMax)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken));
            return JsonSerializer.Serialize(document.RootElement, BannerJson.Default.JsonElement)
                .Replace("'", "'\\''", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            // MLflow writes bare NaN: the example is then good for its reader, not for a shell line.
            return null;
        }
    }
}
