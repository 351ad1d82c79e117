using System.Reflection;
using Tracking.TestKit;

namespace Tracking.Architecture.Tests;

public sealed class PublicApiSpecs
{
    /// <summary>What people install and compile against.</summary>
    [Theory]
    [InlineData("Tracking.Contracts")]
    [InlineData("Artifacts")]
    [InlineData("Artifacts.S3")]
    [InlineData("Models")]
    [InlineData("Models.Flavors")]
    [InlineData("Tracking.Client")]
    [InlineData("Tracking.Client.Hosting")]
    [InlineData("Projects")]
    [InlineData("Tracking.Server")]
    [InlineData("Serving")]
    [InlineData("Telemetry")]
    public void The_public_surface_is_the_approved_one(string project) =>
        Approve.Text(PublicApi.Of(Assembly.Load(Repository.AssemblyName(project))), project);
}
