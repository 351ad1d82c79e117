namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>What pods that serve a model look like, in Deployments and in KServe's runtimes.</summary>
internal static class KubernetesPod
{
    private const string Scratch = "scratch";

    /// <summary>A container without the arguments that name a model.</summary>
    public static YamlMap Container(PackagePlan plan, string name, object[] ports, object[] arguments) => new()
    {
        { "name", name },
        { "image", plan.Image },
        { "args", arguments },
        { "ports", ports },
        { "startupProbe", Probe("/v2/health/ready", period: 5, failures: 60) },
        { "readinessProbe", Probe("/v2/health/ready", period: 5, failures: 2) },
        { "livenessProbe", Probe("/v2/health/live", period: 10, failures: 3) },
        {
            "resources", new YamlMap
            {
                { "requests", new YamlMap { { "cpu", plan.Cpu }, { "memory", plan.Memory } } },
                { "limits", new YamlMap { { "memory", plan.Memory } } },
            }
        },
        {
            "securityContext", new YamlMap
            {
                { "allowPrivilegeEscalation", false },
                { "readOnlyRootFilesystem", true },
                { "runAsNonRoot", true },
                { "runAsUser", PackagePlan.UserId },
                { "capabilities", new YamlMap { { "drop", new object[] { "ALL" } } } },
                { "seccompProfile", new YamlMap { { "type", "RuntimeDefault" } } },
            }
        },
        {
            "volumeMounts", new object[]
            {
                new YamlMap { { "name", Scratch }, { "mountPath", Dockerfiles.ScratchFolder } },
            }
        },
    };

    public static object[] Volumes =>
        [new YamlMap { { "name", Scratch }, { "emptyDir", new YamlMap { { "sizeLimit", "2Gi" } } } }];

    /// <summary>Where the model comes from; the token's Secret need not be there.</summary>
    public static object[] Environment(PackagePlan plan) =>
    [
        new YamlMap { { "name", "MLFLOW_TRACKING_URI" }, { "value", Literal(plan.TrackingUri ?? "") } },
        new YamlMap
        {
            { "name", "MLFLOW_TRACKING_TOKEN" },
            {
                "valueFrom", new YamlMap
                {
                    {
                        "secretKeyRef", new YamlMap
                        {
                            { "name", $"{plan.Name}-tracking" }, { "key", "token" }, { "optional", true },
                        }
                    },
                }
            },
        },
    ];

    /// <summary>Text that Kubernetes leaves alone: it replaces $(NAME) in arguments and values, not $$(NAME).</summary>
    public static string Literal(string text) => text.Replace("$(", "$$(", StringComparison.Ordinal);

    public static object[] Texts(IEnumerable<string> texts) => [.. texts];

    private static YamlMap Probe(string path, int period, int failures) => new()
    {
        { "httpGet", new YamlMap { { "path", path }, { "port", PackagePlan.Port } } },
        { "periodSeconds", period },
        { "timeoutSeconds", 3 },
        { "failureThreshold", failures },
    };
}
