using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>Writes Dockerfiles: no root, arguments that no shell reads, what changes most last.</summary>
internal static partial class Dockerfiles
{
    /// <summary>Where a container may write.</summary>
    public const string ScratchFolder = "/tmp";

    // ASP.NET Core, ICU and libstdc++, which ONNX Runtime needs; no shell and no package manager.
    private const string Base = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra";
    private const string Sdk = "mcr.microsoft.com/dotnet/sdk:10.0-noble";

    /// <summary>An image that installs the tool from a NuGet feed and fetches the model when it starts.</summary>
    public static string Fetching(PackagePlan plan) => $"""
        FROM {Sdk} AS tool
        RUN ["dotnet", "tool", "install", "Tracking.Cli", "--tool-path", "/tool", "--version", "{ProductVersion.Text}"]

        FROM {Base}
        COPY --from=tool {InstalledFiles}/ /app/
        {Settings}
        {Command(plan.TrackingUri, plan.Model.ToString())}

        """;

    /// <summary>
    /// An image of the files that lie beside it: the tool in <c>app</c>, the model in <c>model</c>. A model is served
    /// under the name of its folder, so the folder is named after it.
    /// </summary>
    public static string Complete(string modelName) => $"""
        FROM {Base}
        COPY app/ /app/
        {Settings}
        {Command(null, $"/models/{FolderOf(modelName)}")}
        COPY model/ /models/{FolderOf(modelName)}/

        """;

    /// <summary>How the tool is started in both images.</summary>
    public static IReadOnlyList<string> Tool { get; } = ["dotnet", "/app/Tracking.Cli.dll"];

    /// <summary>What the tool is asked whether the host beside it is ready.</summary>
    public static IReadOnlyList<string> Healthcheck { get; } =
        ["serve", "healthcheck", "--url", $"http://127.0.0.1:{PackagePlan.Port}"];

    // Where "dotnet tool install --tool-path" puts what it unpacks.
    private static string InstalledFiles =>
        $"/tool/.store/tracking.cli/{ProductVersion.Text}/tracking.cli/{ProductVersion.Text}/tools/net10.0/any";

    private static string Settings => $"""
        USER {PackagePlan.UserId}
        WORKDIR {ScratchFolder}
        ENV DOTNET_EnableDiagnostics=0 XDG_CACHE_HOME={ScratchFolder}/cache
        EXPOSE {PackagePlan.Port} {PackagePlan.GrpcPort}
        HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
          CMD {Words([.. Tool, .. Healthcheck])}
        ENTRYPOINT {Words([.. Tool])}
        """;

    private static string Command(string? trackingUri, string model)
    {
        string[] tracking = trackingUri is { } uri ? ["--tracking-uri", uri] : [];
        return $"CMD {Words(["serve", "-m", model, .. PackagePlan.HostArguments, .. tracking])}";
    }

    /// <summary>Words in Docker's exec form, which is JSON and read by no shell.</summary>
    private static string Words(params string[] words) =>
        new JsonArray([.. words.Select(word => (JsonNode)JsonValue.Create(word))]).ToJsonString();

    // Docker replaces $NAME in what it copies, and takes spaces for the next word.
    private static string FolderOf(string name) => PlainName().IsMatch(name) ? name : DnsLabel.Of(name);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}\\z")]
    private static partial Regex PlainName();
}
