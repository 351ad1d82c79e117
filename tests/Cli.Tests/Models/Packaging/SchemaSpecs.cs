using Tracking.Cli.Commands.Models.Packaging;
using Tracking.Cli.Tests.Models.Packaging.Schemas;
using Tracking.Models.Uris;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tracking.Cli.Tests.Models.Packaging;

/// <summary>Manifests against the fields of their kinds, and the check against manifests that are wrong.</summary>
public class SchemaSpecs
{
    private const string Kubernetes = "kubernetes";
    private const string KServe = "kserve";
    private const string Compose = "compose";

    private static readonly PackagePlan Plan = new(ModelUri.Parse("models:/iris@champion"), "image:1")
    {
        Name = "iris",
        TrackingUri = "http://tracking:5000",
    };

    public static TheoryData<string> Files => [Kubernetes, KServe, Compose];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_manifest_has_the_fields_of_its_kind_and_no_others(string file) =>
        Assert.Empty(ProblemsOf(file, Yaml.Read(TextOf(file))));

    [Theory]
    [MemberData(nameof(PackageCommandSpecs.Hostile), MemberType = typeof(PackageCommandSpecs))]
    public void It_has_them_whatever_the_model_is_called(string uri)
    {
        var model = ModelUri.Parse(uri);
        var plan = new PackagePlan(model, "image:1") { Name = DnsLabel.Of(uri), TrackingUri = "http://tracking:5000" };

        Assert.All([Kubernetes, KServe, Compose], file =>
            Assert.Empty(ProblemsOf(file, Yaml.Read(TextOf(file, plan)))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_key_that_is_called_otherwise_is_found_wherever_it_stands(string file)
    {
        var count = Keys(Yaml.Read(TextOf(file))).Count();
        Assert.InRange(count, 20, 500);
        for (var i = 0; i < count; i++)
        {
            var documents = Yaml.Read(TextOf(file));
            var (map, key) = Keys(documents).ElementAt(i);
            var value = map.Children[key];
            map.Children.Remove(key);
            map.Children.Add(new YamlScalarNode(key.Value + "s"), value);

            Assert.True(ProblemsOf(file, documents).Count > 0, $"'{key}s' in place of '{key}' is not found.");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_number_or_truth_value_that_is_quoted_and_a_text_that_is_not_are_found(string file)
    {
        var scalars = Scalars(Yaml.Read(TextOf(file))).Count();
        for (var i = 0; i < scalars; i++)
        {
            var documents = Yaml.Read(TextOf(file));
            var scalar = Scalars(documents).ElementAt(i);
            var isOtherThanText = scalar.Style == ScalarStyle.Plain
                && (int.TryParse(scalar.Value, out _) || bool.TryParse(scalar.Value, out _));
            var isNumberAsText = scalar.Style != ScalarStyle.Plain && int.TryParse(scalar.Value, out _);
            if (isOtherThanText || isNumberAsText)
            {
                scalar.Style = isOtherThanText ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain;
                Assert.True(ProblemsOf(file, documents).Count > 0, $"'{scalar.Value}' is not found.");
            }
        }
    }

    [Theory]
    [InlineData(Kubernetes, "apps/v1\nkind: Dep", "apps/v1beta1\nkind: Dep")]
    [InlineData(Kubernetes, "maxSurge: 1", "maxSurge: -1")]
    [InlineData(Kubernetes, "RollingUpdate\n", "Rolling\n")]
    [InlineData(Kubernetes, "containerPort: 8081", "containerPort: 81")]
    [InlineData(Kubernetes, "containerPort: 8080", "containerPort: 80800")]
    [InlineData(Kubernetes, "          port: 8080", "          port: 8082")]
    [InlineData(Kubernetes, "targetPort: grpc", "targetPort: http")]
    [InlineData(Kubernetes, "path: \"/v2/health/live\"", "path: v2/health/live")]
    [InlineData(Kubernetes, "memory: \"512Mi\"\n            limits", "memory: \"512 MB\"\n            limits")]
    [InlineData(Kubernetes, "sizeLimit: \"2Gi\"", "sizeLimit: \"2GB\"")]
    [InlineData(Kubernetes, "instance: iris\n  ports", "instance: other\n  ports")]
    [InlineData(Kubernetes, "kind: Deployment\n    name: iris", "kind: Deployment\n    name: other")]
    [InlineData(Kubernetes, "minReplicas: 2", "minReplicas: 11")]
    [InlineData(Kubernetes, "terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: 5")]
    [InlineData(Kubernetes, "- name: scratch\n              mountPath", "- name: scratched\n              mountPath")]
    [InlineData(Kubernetes, "    - name: grpc\n      port", "    - name: http\n      port")]
    [InlineData(KServe, "runtime: iris-runtime", "runtime: other")]
    [InlineData(KServe, "protocolVersion: v2", "protocolVersion: v3")]
    [InlineData(KServe, "        name: mlflow", "        name: onnx")]
    [InlineData(Compose, "interval: \"10s\"", "interval: \"10\"")]
    [InlineData(Compose, "restart: unless-stopped", "restart: sometimes")]
    [InlineData(Compose, "read_only: true", "read_only: yes")]
    public void A_wrong_value_is_found(string file, string right, string wrong)
    {
        var text = TextOf(file);
        Assert.Contains(right, text);

        Assert.NotEmpty(ProblemsOf(file, Yaml.Read(text.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_tracking_server_beside_it_and_what_waits_for_it_are_services_of_the_file()
    {
        var text = ComposeFile.Write(Plan with { TrackingUri = null });
        var file = Yaml.Read(text).Single();
        var services = Assert.IsType<YamlMappingNode>(file.At("services")).Select(service => $"{service.Key}").ToList();

        Assert.Empty(ObjectSchemas.Compose.ProblemsOf(file, "Compose"));
        Assert.Subset(services.ToHashSet(), file.At("services serve depends_on")!.Texts().ToHashSet());
        var tracking = new Uri(file.Text("services serve environment MLFLOW_TRACKING_URI"));
        Assert.Contains(tracking.Host, services);
        Assert.Contains($"127.0.0.1:{tracking.Port}:{tracking.Port}", file.At("services tracking ports")!.Texts());
        Assert.Equal(["tracking-data:/home/app"], file.At("services tracking volumes")!.Texts());
        Assert.NotNull(file.At("volumes tracking-data"));
    }

    private static IReadOnlyList<string> ProblemsOf(string file, IReadOnlyList<YamlMappingNode> documents) =>
        file == Compose
            ? ObjectSchemas.Compose.ProblemsOf(documents.Single(), "Compose")
            : [.. documents.SelectMany(ObjectSchemas.Kubernetes.ProblemsOf), .. ManifestLinks.ProblemsOf(documents)];

    private static string TextOf(string file, PackagePlan? plan = null) => file switch
    {
        Kubernetes => KubernetesManifests.Write(plan ?? Plan),
        KServe => KServeManifests.Write(plan ?? Plan),
        _ => ComposeFile.Write(plan ?? Plan),
    };

    private static IEnumerable<YamlScalarNode> Scalars(IReadOnlyList<YamlMappingNode> documents) =>
        documents.SelectMany(document => document.AllNodes.OfType<YamlScalarNode>());

    private static IEnumerable<(YamlMappingNode Map, YamlScalarNode Key)> Keys(
        IReadOnlyList<YamlMappingNode> documents) =>
        from document in documents
        from map in document.AllNodes.OfType<YamlMappingNode>()
        from key in map.Children.Keys.Cast<YamlScalarNode>()
        select (map, key);
}
