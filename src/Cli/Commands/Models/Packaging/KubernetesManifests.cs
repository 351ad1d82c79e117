namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>Writes Deployment, Service, HorizontalPodAutoscaler and PodDisruptionBudget.</summary>
internal static class KubernetesManifests
{
    private const int CpuPercent = 70;

    public static string Write(PackagePlan plan) => YamlText.Write(
        Deployment(plan), Service(plan), Autoscaler(plan), DisruptionBudget(plan));

    // Without replicas: the autoscaler sets them, and a manifest applied again must not take them back.
    private static YamlMap Deployment(PackagePlan plan) => Object("apps/v1", "Deployment", plan, new YamlMap
    {
        { "selector", new YamlMap { { "matchLabels", Selector(plan) } } },
        {
            "strategy", new YamlMap
            {
                { "type", "RollingUpdate" },
                { "rollingUpdate", new YamlMap { { "maxSurge", 1 }, { "maxUnavailable", 0 } } },
            }
        },
        {
            "template", new YamlMap
            {
                { "metadata", new YamlMap { { "labels", Labels(plan) } } },
                { "spec", Pod(plan) },
            }
        },
    });

    private static YamlMap Pod(PackagePlan plan)
    {
        var arguments = KubernetesPod.Texts(
            ["serve", "-m", KubernetesPod.Literal(plan.Model.ToString()), .. PackagePlan.HostArguments]);
        var container = KubernetesPod.Container(
            plan,
            "serve",
            [
                new YamlMap { { "name", "http" }, { "containerPort", PackagePlan.Port } },
                new YamlMap { { "name", "grpc" }, { "containerPort", PackagePlan.GrpcPort } },
            ],
            arguments);
        container.Add("env", KubernetesPod.Environment(plan));

        // The time in which the cluster's proxies forget the pod; it still answers meanwhile.
        container.Add("lifecycle", new YamlMap
        {
            { "preStop", new YamlMap { { "sleep", new YamlMap { { "seconds", 5 } } } } },
        });
        return new YamlMap
        {
            { "automountServiceAccountToken", false },

            // Else a Service called mlflow in the namespace sets MLFLOW_PORT, which the tool reads, to a URL.
            { "enableServiceLinks", false },
            { "terminationGracePeriodSeconds", 45 },
            { "securityContext", new YamlMap { { "fsGroup", PackagePlan.UserId } } },
            { "containers", new object[] { container } },
            { "volumes", KubernetesPod.Volumes },
        };
    }

    private static YamlMap Service(PackagePlan plan) => Object("v1", "Service", plan, new YamlMap
    {
        { "selector", Selector(plan) },
        {
            "ports", new object[]
            {
                Port("http", PackagePlan.Port, "http"),
                Port("grpc", PackagePlan.GrpcPort, "kubernetes.io/h2c"),
            }
        },
    });

    private static YamlMap Autoscaler(PackagePlan plan) =>
        Object("autoscaling/v2", "HorizontalPodAutoscaler", plan, new YamlMap
        {
            {
                "scaleTargetRef", new YamlMap
                {
                    { "apiVersion", "apps/v1" }, { "kind", "Deployment" }, { "name", plan.Name },
                }
            },
            { "minReplicas", plan.Replicas },
            { "maxReplicas", plan.ReplicasMax },
            {
                "metrics", new object[]
                {
                    new YamlMap
                    {
                        { "type", "Resource" },
                        {
                            "resource", new YamlMap
                            {
                                { "name", "cpu" },
                                {
                                    "target", new YamlMap
                                    {
                                        { "type", "Utilization" }, { "averageUtilization", CpuPercent },
                                    }
                                },
                            }
                        },
                    },
                }
            },
        });

    private static YamlMap DisruptionBudget(PackagePlan plan) =>
        Object("policy/v1", "PodDisruptionBudget", plan, new YamlMap
        {
            { "maxUnavailable", 1 },
            { "selector", new YamlMap { { "matchLabels", Selector(plan) } } },
        });

    private static YamlMap Object(string version, string kind, PackagePlan plan, YamlMap spec) => new()
    {
        { "apiVersion", version },
        { "kind", kind },
        { "metadata", new YamlMap { { "name", plan.Name }, { "labels", Labels(plan) } } },
        { "spec", spec },
    };

    private static YamlMap Port(string name, int port, string protocol) => new()
    {
        { "name", name }, { "port", port }, { "targetPort", name }, { "appProtocol", protocol },
    };

    private static YamlMap Selector(PackagePlan plan) => new()
    {
        { "app.kubernetes.io/name", "tracking-serve" }, { "app.kubernetes.io/instance", plan.Name },
    };

    private static YamlMap Labels(PackagePlan plan)
    {
        var labels = Selector(plan);
        labels.Add("app.kubernetes.io/managed-by", "tracking");
        return labels;
    }
}
