namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>Writes a compose file: the model and, unless one is named, a tracking server.</summary>
internal static class ComposeFile
{
    private const int ServerPort = 5000;
    private const string Data = "tracking-data";

    // In Microsoft's images this folder belongs to the user that is not root, and so will a volume that begins there.
    private const string Home = "/home/app";

    public static string Write(PackagePlan plan)
    {
        var services = new YamlMap();
        if (plan.TrackingUri is null)
        {
            services.Add("tracking", Server(plan));
        }

        services.Add("serve", Serve(plan));
        var file = new YamlMap { { "name", plan.Name }, { "services", services } };
        if (plan.TrackingUri is null)
        {
            file.Add("volumes", new YamlMap { { Data, new YamlMap() } });
        }

        return YamlText.Write(file);
    }

    private static YamlMap Server(PackagePlan plan) => new()
    {
        { "image", Escape(plan.Image) },
        {
            "command",
            Texts(
                "server",
                "--host",
                "0.0.0.0",
                "--port",
                $"{ServerPort}",
                "--allowed-hosts",
                $"tracking:{ServerPort},localhost:{ServerPort},127.0.0.1:{ServerPort}",
                "--backend-store-uri",
                $"sqlite:///{Home}/tracking.db",
                "--artifacts-destination",
                $"{Home}/artifacts")
        },
        { "ports", Texts($"127.0.0.1:{ServerPort}:{ServerPort}") },
        { "volumes", Texts($"{Data}:{Home}") },
        { "healthcheck", new YamlMap { { "disable", true } } },
        { "restart", "unless-stopped" },
    };

    private static YamlMap Serve(PackagePlan plan)
    {
        var service = new YamlMap
        {
            { "image", Escape(plan.Image) },
            { "command", Texts(["serve", "-m", Escape(plan.Model.ToString()), .. PackagePlan.HostArguments]) },
            {
                "environment", new YamlMap
                {
                    { "MLFLOW_TRACKING_URI", Escape(plan.TrackingUri ?? $"http://tracking:{ServerPort}") },
                    { "MLFLOW_TRACKING_TOKEN", "${MLFLOW_TRACKING_TOKEN:-}" },
                }
            },
            {
                "ports", Texts(
                    $"127.0.0.1:{PackagePlan.Port}:{PackagePlan.Port}",
                    $"127.0.0.1:{PackagePlan.GrpcPort}:{PackagePlan.GrpcPort}")
            },
            { "healthcheck", Healthcheck() },
            { "user", $"{PackagePlan.UserId}:{PackagePlan.UserId}" },
            { "read_only", true },
            { "tmpfs", Texts(Dockerfiles.ScratchFolder) },
            { "cap_drop", Texts("ALL") },
            { "security_opt", Texts("no-new-privileges:true") },
            { "stop_grace_period", "45s" },
            { "restart", "unless-stopped" },
        };
        if (plan.TrackingUri is null)
        {
            service.Add("depends_on", Texts("tracking"));
        }

        return service;
    }

    private static YamlMap Healthcheck() => new()
    {
        { "test", Texts(["CMD", .. Dockerfiles.Tool, .. Dockerfiles.Healthcheck]) },
        { "interval", "10s" },
        { "timeout", "5s" },
        { "retries", 3 },
        { "start_period", "60s" },
    };

    // Compose replaces $NAME in every text; two of them stand for one.
    private static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static object[] Texts(params string[] texts) => [.. texts];
}
