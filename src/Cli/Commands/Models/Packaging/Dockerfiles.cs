using System.Text.Json.Nodes;

namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>Writes Dockerfiles: no root, arguments that no shell reads, what changes most last.</summary>
internal static class Dockerfiles
{
    /// <summary>Where a model lies in an image that holds it.</summary>
    public const string ModelFolder = "/model";

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
        {Command(plan, plan.Model.ToString())}

        """;

    /// <summary>An image of the files that lie beside it: the tool in <c>app</c>, the model in <c>model</c>.</summary>
    public static string Complete(PackagePlan plan) => $"""
        FROM {Base}
        COPY app/ /app/
        {Settings}
        {Command(plan, ModelFolder)}
        COPY model/ {ModelFolder}/

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

    private static string Command(PackagePlan plan, string model)
    {
        string[] tracking = plan.TrackingUri is { } uri ? ["--tracking-uri", uri] : [];
        return $"CMD {Words(["serve", "-m", model, .. PackagePlan.HostArguments, .. tracking])}";
    }

    /// <summary>Words in Docker's exec form, which is JSON and read by no shell.</summary>
    private static string Words(params string[] words) =>
        new JsonArray([.. words.Select(word => (JsonNode)JsonValue.Create(word))]).ToJsonString();
}
