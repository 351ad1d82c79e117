namespace Tracking.Cli.Commands.Models.Packaging;

/// <summary>
/// Writes a ServingRuntime and an InferenceService that uses it. The containers fetch the model from the registry
/// themselves, so there is no storageUri.
/// </summary>
internal static class KServeManifests
{
    private const string Format = "mlflow";

    public static string Write(PackagePlan plan) => YamlText.Write(Runtime(plan), Service(plan));

    // KServe puts the arguments of the service behind those of the runtime.
    private static YamlMap Runtime(PackagePlan plan)
    {
        var port = new YamlMap
        {
            // One port speaks both; h2c is what lets gRPC through Knative.
            { "name", "h2c" }, { "containerPort", PackagePlan.Port }, { "protocol", "TCP" },
        };
        return Object("serving.kserve.io/v1alpha1", "ServingRuntime", RuntimeName(plan), new YamlMap
        {
            {
                "supportedModelFormats", new object[]
                {
                    new YamlMap { { "name", Format }, { "version", "2" }, { "autoSelect", false } },
                }
            },
            { "protocolVersions", KubernetesPod.Texts(["v2", "grpc-v2"]) },
            {
                "containers", new object[]
                {
                    KubernetesPod.Container(
                        plan,
                        "kserve-container",
                        [port],
                        KubernetesPod.Texts(["serve", "--host", "*", "--port", $"{PackagePlan.Port}"])),
                }
            },
            { "volumes", KubernetesPod.Volumes },
        });
    }

    private static YamlMap Service(PackagePlan plan) =>
        Object("serving.kserve.io/v1beta1", "InferenceService", plan.Name, new YamlMap
        {
            {
                "predictor", new YamlMap
                {
                    { "minReplicas", plan.Replicas },
                    { "maxReplicas", plan.ReplicasMax },
                    {
                        "model", new YamlMap
                        {
                            { "modelFormat", new YamlMap { { "name", Format }, { "version", "2" } } },
                            { "protocolVersion", "v2" },
                            { "runtime", RuntimeName(plan) },
                            {
                                "args",
                                KubernetesPod.Texts(["-m", KubernetesPod.Literal(plan.Model.ToString())])
                            },
                            { "env", KubernetesPod.Environment(plan) },
                        }
                    },
                }
            },
        });

    private static YamlMap Object(string version, string kind, string name, YamlMap spec) => new()
    {
        { "apiVersion", version },
        { "kind", kind },
        {
            "metadata", new YamlMap
            {
                { "name", name },
                { "labels", new YamlMap { { "app.kubernetes.io/managed-by", "tracking" } } },
            }
        },
        { "spec", spec },
    };

    private static string RuntimeName(PackagePlan plan) => $"{plan.Name}-runtime";
}
