using Tracking.Cli.Commands.Models.Packaging;
using Tracking.Models.Uris;

namespace Tracking.Cli.Tests.Models.Packaging;

/// <summary>Dockerfiles against what Docker takes, and the check itself against files that are wrong.</summary>
public class DockerfileLintSpecs
{
    private static readonly string Fetching = Dockerfiles.Fetching(
        new PackagePlan(ModelUri.Parse("models:/iris@champion"), "image") { Name = "iris", TrackingUri = "http://t" });

    private static readonly string Complete = Dockerfiles.Complete("iris");

    [Theory]
    [MemberData(nameof(PackageCommandSpecs.Hostile), MemberType = typeof(PackageCommandSpecs))]
    public void Both_images_are_as_Docker_takes_them_whatever_the_model_is_called(string uri)
    {
        var plan = new PackagePlan(ModelUri.Parse(uri), "image") { Name = "m", TrackingUri = uri };

        Assert.Empty(DockerfileLint.ProblemsOf(Dockerfiles.Fetching(plan)));
        Assert.Empty(DockerfileLint.ProblemsOf(Dockerfiles.Complete(uri), "app", "model"));
    }

    [Theory]
    [InlineData("FROM mcr", "FORM mcr")]
    [InlineData("10.0-noble-chiseled-extra", "latest")]
    [InlineData(":10.0-noble-chiseled-extra", "")]
    [InlineData("--from=tool", "--from=tools")]
    [InlineData("COPY --from=tool /tool", "COPY --from=tool tool")]
    [InlineData("USER 1654", "USER 0")]
    [InlineData("USER 1654", "USER app")]
    [InlineData("USER 1654\n", "")]
    [InlineData("USER 1654", "USER 1654\nRUN [\"true\"]")]
    [InlineData("WORKDIR /tmp", "WORKDIR tmp")]
    [InlineData("ENV DOTNET_", "ENV MLFLOW_TRACKING_TOKEN=abc DOTNET_")]
    [InlineData("ENV DOTNET_EnableDiagnostics=0", "ENV DOTNET_EnableDiagnostics 0")]
    [InlineData("EXPOSE 8080", "EXPOSE 8082")]
    [InlineData("--interval=10s", "--interval=10")]
    [InlineData("--start-period=60s \\\n  CMD", "--start-period=60s \\\n  COMMAND")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8081")]
    [InlineData("ENTRYPOINT [\"dotnet\",\"/app/Tracking.Cli.dll\"]", "ENTRYPOINT dotnet /app/Tracking.Cli.dll")]
    [InlineData("ENTRYPOINT [", "ENTRYPOINT [,")]
    [InlineData("RUN [\"dotnet\"", "RUN [dotnet")]
    [InlineData("\"--port\",\"8080\"", "\"--port\",\"8088\"")]
    [InlineData("CMD [\"serve\"", "CMD serve; [\"serve\"")]
    [InlineData("USER 1654", "ADD http://x /app/\nUSER 1654")]
    public void A_wrong_instruction_is_found(string right, string wrong)
    {
        Assert.Empty(DockerfileLint.ProblemsOf(Fetching));
        Assert.Contains(right, Fetching);

        Assert.NotEmpty(DockerfileLint.ProblemsOf(Fetching.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("app")]
    [InlineData("model")]
    public void What_is_copied_must_lie_in_the_context(string lost)
    {
        string[] context = ["app", "model"];

        Assert.Empty(DockerfileLint.ProblemsOf(Complete, context));
        Assert.NotEmpty(DockerfileLint.ProblemsOf(Complete, [.. context.Except([lost])]));
    }
}
