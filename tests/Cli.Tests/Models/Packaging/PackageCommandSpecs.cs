using Tracking.Cli.Commands.Models.Packaging;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models.Packaging;

public class PackageCommandSpecs
{
    private const string Server = "http://tracking.example:5000";

    public static TheoryData<string> Hostile =>
    [
        "models:/a b: {c}@x", "models:/- [x]@y", "models:/'q'\"d\"\\@z", "models:/&a *b !!c@d", "models:/#x\ny: 1@d",
        "models:/${HOME}$(HOME)`id`@d", "models:/größe ✓@élan", "models:/123@456", "models:/null@true",
        "models:/\u2028\u0007\t@d", "runs:/0f/%YAML",
    ];

    [Theory]
    [InlineData("generate-compose")]
    [InlineData("generate-kubernetes")]
    [InlineData("generate-kserve")]
    public async Task Manifests_are_the_approved_ones(string command)
    {
        var call = await CliCall.SucceedAsync(Arguments(command, "models:/iris@champion"));

        Approve.Text(call.Output, command);
    }

    [Fact]
    public void Compose_brings_a_tracking_server_where_none_is_named()
    {
        var plan = new PackagePlan(ModelUri.Parse("models:/iris@champion"), "image:1") { Name = "iris" };

        var services = Yaml.Read(ComposeFile.Write(plan)).Single()["services"];

        Assert.Equal("http://tracking:5000", services["serve"]["environment"]["MLFLOW_TRACKING_URI"].ToString());
        Assert.Contains("server", services["tracking"]["command"].Texts());
        Assert.Equal(["tracking"], services["serve"]["depends_on"].Texts());
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_names_arrive_as_they_are_and_nowhere_else(string uri)
    {
        foreach (var command in (string[])["generate-compose", "generate-kubernetes", "generate-kserve"])
        {
            var text = (await CliCall.SucceedAsync(Arguments(command, uri))).Output;

            var arguments = Yaml.Read(text).SelectMany(document => document.All("args", "command")).ToList();
            var expected = command == "generate-compose"
                ? uri.Replace("$", "$$", StringComparison.Ordinal)
                : uri.Replace("$(", "$$(", StringComparison.Ordinal);
            Assert.Contains(arguments, list => list.Texts().Contains(expected));
            Assert.All(text, character => Assert.True(character is '\n' or >= ' ' and <= '~'));
        }
    }

    [Theory]
    [InlineData("iris", "iris")]
    [InlineData("Iris", "iris")]
    [InlineData("a-1", "a-1")]
    public void Names_that_are_labels_stay(string name, string label) => Assert.Equal(label, DnsLabel.Of(name));

    [Fact]
    public void Other_names_become_labels_that_no_other_name_has()
    {
        string[] names =
        [
            "a b", "a_b", "a.b", "größe", "1st", "-", "", "../etc", new('x', 41), new('x', 300), "名前", "a\nb", "a-",
        ];

        var labels = names.Select(DnsLabel.Of).ToList();

        Assert.All(labels, label => Assert.True(DnsLabel.IsLabel(label), label));
        Assert.Equal(names.Length, labels.Distinct().Count());
        Assert.StartsWith("a-b-", labels[0]);
    }

    [Theory]
    [InlineData("--name", "Not Good")]
    [InlineData("--cpu", "1; rm")]
    [InlineData("--memory", "lots")]
    [InlineData("--replicas", "0")]
    [InlineData("-m", "./folder")]
    public async Task What_a_cluster_would_refuse_is_refused_at_once(string option, string value)
    {
        var call = await CliCall.RunAsync(
            option == "-m"
                ? Arguments("generate-kubernetes", value)
                : [.. Arguments("generate-kubernetes", "models:/iris/1"), option, value]);

        Assert.Equal(ExitCodes.Usage, call.Code);
        Assert.Contains(value, call.Errors);
    }

    private static string[] Arguments(string command, string uri) =>
    [
        "models", command, "-m", uri, "--tracking-uri", Server, "--image", "registry.example/tracking-serve:1",
    ];
}
