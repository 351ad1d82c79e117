using System.Globalization;
using Tracking.Cli.Commands.Models.Packaging;
using Tracking.Models.Uris;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Cli.Tests.Models.Packaging;

/// <summary>What a cluster would check, and what an operator would look for.</summary>
public class ManifestSpecs
{
    private static readonly PackagePlan Plan = new(ModelUri.Parse("models:/iris@champion"), "image:1")
    {
        Name = "iris",
        TrackingUri = "http://tracking:5000",
    };

    [Fact]
    public void Every_object_says_what_it_is_and_what_it_is_called()
    {
        var kinds = Objects().Select(item => $"{item.Text("apiVersion")} {item.Text("kind")}");

        Assert.Equal(
            [
                "apps/v1 Deployment", "v1 Service", "autoscaling/v2 HorizontalPodAutoscaler",
                "policy/v1 PodDisruptionBudget", "serving.kserve.io/v1alpha1 ServingRuntime",
                "serving.kserve.io/v1beta1 InferenceService",
            ],
            kinds);
        Assert.All(Objects(), item => Assert.True(DnsLabel.IsLabel(item.Text("metadata name"))));
        Assert.All(Objects(), item => Assert.NotEmpty(Assert.IsType<YamlMappingNode>(item.At("spec"))));
    }

    [Fact]
    public void Selectors_find_the_pods_and_references_find_their_objects()
    {
        var (deployment, service, autoscaler, budget) = (Objects()[0], Objects()[1], Objects()[2], Objects()[3]);
        var labels = Map(deployment, "spec template metadata labels");
        var selectors = new[]
        {
            Map(deployment, "spec selector matchLabels"), Map(service, "spec selector"),
            Map(budget, "spec selector matchLabels"),
        };

        Assert.All(selectors, selector => Assert.NotEmpty(selector));
        Assert.All(selectors, selector => Assert.Subset(labels.ToHashSet(), selector.ToHashSet()));
        Assert.Equal(deployment.Text("kind"), autoscaler.Text("spec scaleTargetRef kind"));
        Assert.Equal(deployment.Text("metadata name"), autoscaler.Text("spec scaleTargetRef name"));
        Assert.Equal(Objects()[4].Text("metadata name"), Objects()[5].Text("spec predictor model runtime"));
    }

    [Fact]
    public void Ports_of_services_probes_and_arguments_are_those_of_the_container()
    {
        var container = Objects()[0].At("spec template spec containers 0")!;
        var ports = Assert.IsType<YamlSequenceNode>(container.At("ports"))
            .ToDictionary(port => port.Text("name"), port => port.Text("containerPort"));

        Assert.Equal(["http", "grpc"], ports.Keys);
        foreach (var port in Assert.IsType<YamlSequenceNode>(Objects()[1].At("spec ports")))
        {
            Assert.Equal(ports[port.Text("targetPort")], port.Text("port"));
        }

        foreach (var probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"])
        {
            Assert.Equal(ports["http"], container.Text($"{probe} httpGet port"));
            Assert.StartsWith("/v2/health/", container.Text($"{probe} httpGet path"));
        }

        var arguments = container.At("args")!.Texts();
        Assert.Equal(ports["http"], arguments[Array.IndexOf(arguments, "--port") + 1]);
        Assert.Equal(ports["grpc"], arguments[Array.IndexOf(arguments, "--grpc-port") + 1]);
    }

    [Theory]
    [InlineData(0, "spec template spec")]
    [InlineData(4, "spec")]
    public void Containers_are_not_root_write_to_scratch_only_and_have_resources(int index, string pod)
    {
        var spec = Objects()[index].At(pod)!;
        var container = spec.At("containers 0")!;
        var security = container.At("securityContext")!;

        Assert.Equal(("true", "1654"), (security.Text("runAsNonRoot"), security.Text("runAsUser")));
        Assert.Equal("true", security.Text("readOnlyRootFilesystem"));
        Assert.Equal("false", security.Text("allowPrivilegeEscalation"));
        Assert.Equal(["ALL"], security.At("capabilities drop")!.Texts());
        Assert.Equal("/tmp", container.Text("volumeMounts 0 mountPath"));
        Assert.Equal(spec.Text("volumes 0 name"), container.Text("volumeMounts 0 name"));
        Assert.NotNull(spec.At("volumes 0 emptyDir"));
        Assert.NotEmpty(container.Text("resources requests cpu"));
        Assert.Equal(container.Text("resources requests memory"), container.Text("resources limits memory"));
    }

    [Fact]
    public void A_rollout_takes_no_capacity_and_a_pod_has_time_to_finish()
    {
        var deployment = Objects()[0];
        var seconds = int.Parse(
            deployment.Text("spec template spec terminationGracePeriodSeconds"), CultureInfo.InvariantCulture);

        Assert.Equal("0", deployment.Text("spec strategy rollingUpdate maxUnavailable"));
        Assert.Equal("5", deployment.Text("spec template spec containers 0 lifecycle preStop sleep seconds"));
        Assert.True(seconds > 5 + new Tracking.Serving.ServingOptions().DrainTimeout.TotalSeconds);
        Assert.Equal(("2", "10"), (Objects()[2].Text("spec minReplicas"), Objects()[2].Text("spec maxReplicas")));
        Assert.Equal("1", Objects()[3].Text("spec maxUnavailable"));
    }

    [Fact]
    public void Nothing_but_the_autoscaler_sets_replicas_and_no_service_of_the_namespace_sets_options()
    {
        Assert.Null(Objects()[0].At("spec replicas"));
        Assert.Equal("false", Objects()[0].Text("spec template spec enableServiceLinks"));
    }

    [Fact]
    public void Numbers_and_truth_values_are_plain_and_texts_that_look_like_them_are_quoted()
    {
        var container = (YamlMappingNode)Objects()[0].At("spec template spec containers 0")!;

        Assert.Equal(ScalarStyle.Plain, ((YamlScalarNode)container.At("ports 0 containerPort")!).Style);
        Assert.Equal(
            ScalarStyle.Plain, ((YamlScalarNode)container.At("securityContext runAsNonRoot")!).Style);
        Assert.Equal(ScalarStyle.DoubleQuoted, ((YamlScalarNode)container.At("resources requests cpu")!).Style);
        foreach (var text in (string[])["8080", "true", "No", "null", "~", "1e3", "0x1", "", " a", "2026-01-01", "a: "])
        {
            Assert.Equal('"', YamlText.Scalar(text)[0]);
        }
    }

    [Fact]
    public void The_model_comes_from_the_registry_with_a_token_that_need_not_be_there()
    {
        foreach (var environment in new[]
        {
            Objects()[0].At("spec template spec containers 0 env")!, Objects()[5].At("spec predictor model env")!,
        })
        {
            Assert.Equal("http://tracking:5000", environment.Text("0 value"));
            Assert.Equal("iris-tracking", environment.Text("1 valueFrom secretKeyRef name"));
            Assert.Equal("true", environment.Text("1 valueFrom secretKeyRef optional"));
        }

        Assert.Contains("models:/iris@champion", Objects()[5].At("spec predictor model args")!.Texts());
    }

    private static IReadOnlyList<YamlMappingNode> Objects() =>
        [.. Yaml.Read(KubernetesManifests.Write(Plan)), .. Yaml.Read(KServeManifests.Write(Plan))];

    private static IEnumerable<string> Map(YamlNode node, string path) =>
        Assert.IsType<YamlMappingNode>(node.At(path)).Select(pair => $"{pair.Key}={pair.Value}");
}
