using System.Text;
using Tracking.Serving;

namespace Tracking.Cli.Commands.Serve;

/// <summary>What a person should know when the serve host is up.</summary>
internal static class ServeBanner
{
    public static string Describe(ServingHost host)
    {
        var text = new StringBuilder();
        text.Append($"Serving on {host.Address}\n");
        foreach (var model in host.Models)
        {
            var version = model.Version is null ? "" : $" version {model.Version}";
            text.Append($"  {model.Name}{version}: {host.Address}v2/models/{model.Name}/infer\n");
        }

        text.Append($"  MLflow scoring of {host.Models[0].Name}: {host.Address}invocations\n");
        if (host.Models[0].ExampleRequest is { } example)
        {
            text.Append("Try it:\n");
            text.Append($"  curl {host.Address}invocations -H 'Content-Type: application/json' -d '{example}'\n");
        }

        return text.Append("Ctrl-C stops it.\n").ToString();
    }
}
