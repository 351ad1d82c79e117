using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Tracking.Cli.Tests.Models.Packaging.Schemas;

/// <summary>What one place of a cluster's manifests says of another and no schema of one object can know.</summary>
internal static class ManifestLinks
{
    public static IReadOnlyList<string> ProblemsOf(IReadOnlyList<YamlMappingNode> objects)
    {
        var problems = new List<string>();
        var pods = objects.Where(item => item.At("spec template spec") is not null).ToList();
        foreach (var deployment in pods)
        {
            CheckSelectors(deployment, objects, problems);
            CheckPod(deployment.At("spec template spec")!, problems);
            CheckPorts(deployment, objects, problems);
            CheckAutoscalers(deployment, objects, problems);
        }

        foreach (var runtime in Of(objects, "ServingRuntime"))
        {
            CheckPod(runtime.At("spec")!, problems);
        }

        Of(objects, "InferenceService").ToList().ForEach(service => CheckRuntime(service, objects, problems));
        Add(problems, objects.Select(item => $"{item.At("kind")} {item.At("metadata name")}"), "object");
        return problems;
    }

    private static void CheckSelectors(
        YamlMappingNode deployment, IReadOnlyList<YamlMappingNode> objects, List<string> problems)
    {
        var labels = Pairs(deployment.At("spec template metadata labels")).ToHashSet();
        foreach (var item in objects)
        {
            var selector = item.At("spec selector matchLabels") ?? item.At("spec selector");
            if (selector is not null && !(Pairs(selector).Count() == 2 && labels.IsSupersetOf(Pairs(selector))))
            {
                problems.Add($"the selector of {item.At("kind")} is not the pods'");
            }

            if (!labels.SetEquals(Pairs(item.At("metadata labels"))))
            {
                problems.Add($"the labels of {item.At("kind")} are not the pods'");
            }
        }
    }

    private static void CheckPod(YamlNode pod, List<string> problems)
    {
        var volumes = Items(pod.At("volumes")).Select(volume => $"{volume.At("name")}").ToList();
        Add(problems, volumes, "volume");
        foreach (var container in Items(pod.At("containers")))
        {
            var ports = Items(container.At("ports")).ToList();
            var numbers = ports.Select(port => $"{port.At("containerPort")}").ToList();
            Add(problems, numbers, "port");
            Add(problems, ports.Select(port => $"{port.At("name")}"), "port's name");
            Add(problems, Items(container.At("env")).Select(one => $"{one.At("name")}"), "variable");
            problems.AddRange(from probe in (string[])["startupProbe", "readinessProbe", "livenessProbe"]
                              where !numbers.Contains($"{container.At(probe + " httpGet port")}")
                              select $"the port of {probe} is not the container's");
            problems.AddRange(Items(container.At("volumeMounts"))
                .Where(mount => !volumes.Contains($"{mount.At("name")}")).Select(mount => $"no volume {mount}"));
            problems.AddRange(Items(container.At("env"))
                .Where(one => (one.At("value") is null) == (one.At("valueFrom") is null))
                .Select(one => $"{one.At("name")} has not one value"));
            if ($"{container.At("resources requests memory")}" != $"{container.At("resources limits memory")}"
                || container.At("resources requests cpu") is null)
            {
                problems.Add("the memory asked for is not its limit, or no CPU is asked for");
            }
        }

        var grace = Number(pod.At("terminationGracePeriodSeconds"));
        if (grace <= Number(pod.At("containers 0 lifecycle preStop sleep seconds")))
        {
            problems.Add("the pod is killed before it stops");
        }
    }

    private static void CheckPorts(
        YamlMappingNode deployment, IReadOnlyList<YamlMappingNode> objects, List<string> problems)
    {
        var ports = Items(deployment.At("spec template spec containers 0 ports"))
            .ToDictionary(port => $"{port.At("name")}", port => $"{port.At("containerPort")}");
        var exposed = Of(objects, "Service").SelectMany(service => Items(service.At("spec ports"))).ToList();
        Add(problems, exposed.Select(port => $"{port.At("name")}"), "service port");
        foreach (var port in exposed)
        {
            if (ports.GetValueOrDefault($"{port.At("targetPort")}") != $"{port.At("port")}")
            {
                problems.Add($"the container has no port {port.At("targetPort")}");
            }
        }
    }

    private static void CheckAutoscalers(
        YamlMappingNode deployment, IReadOnlyList<YamlMappingNode> objects, List<string> problems)
    {
        foreach (var scaler in Of(objects, "HorizontalPodAutoscaler"))
        {
            if ($"{scaler.At("spec scaleTargetRef name")}" != $"{deployment.At("metadata name")}")
            {
                problems.Add("the autoscaler scales something else");
            }

            if (Number(scaler.At("spec minReplicas")) > Number(scaler.At("spec maxReplicas")))
            {
                problems.Add("minReplicas is above maxReplicas");
            }
        }
    }

    private static void CheckRuntime(
        YamlMappingNode service, IReadOnlyList<YamlMappingNode> objects, List<string> problems)
    {
        var model = service.At("spec predictor model");
        var runtime = Of(objects, "ServingRuntime")
            .FirstOrDefault(one => $"{one.At("metadata name")}" == $"{model?.At("runtime")}");
        var format = Pairs(model?.At("modelFormat")).ToHashSet();
        if (runtime is null
            || !Items(runtime.At("spec supportedModelFormats")).Any(one => format.IsSubsetOf(Pairs(one)))
            || !Items(runtime.At("spec protocolVersions")).Any(one => $"{one}" == $"{model?.At("protocolVersion")}"))
        {
            problems.Add($"no runtime fits the model of {service.At("metadata name")}");
        }
    }

    private static IEnumerable<YamlMappingNode> Of(IReadOnlyList<YamlMappingNode> objects, string kind) =>
        objects.Where(item => $"{item.At("kind")}" == kind);

    private static IEnumerable<YamlNode> Items(YamlNode? list) => list as YamlSequenceNode ?? [];

    private static IEnumerable<string> Pairs(YamlNode? map) =>
        map is YamlMappingNode pairs ? pairs.Select(pair => $"{pair.Key}={pair.Value}") : [];

    private static int? Number(YamlNode? node) =>
        int.TryParse($"{node}", NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Add(List<string> problems, IEnumerable<string> names, string what) => problems.AddRange(
        names.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => $"two of {what} {same.Key}"));
}
