using Tracking.Projects.Backends;
using Tracking.Projects.Backends.Slurm;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Backends;

public sealed class BackendConfigSpecs
{
    [Theory]
    [InlineData("""{"partition": "gpu", "time": "1:00:00", "gres": "gpu:2", "exclusive": true}""")]
    [InlineData("partition: gpu\ntime: '1:00:00'\ngres: gpu:2\nexclusive: true\n")]
    public async Task Slurms_resources_become_options_of_sbatch(string text)
    {
        using var folder = new TempFolder();

        var config = SlurmConfig.Of(await BackendConfig.ReadAsync(folder.Write("c", text), Patience.Token()));

        Assert.Equal(["--gres=gpu:2", "--partition=gpu", "--time=1:00:00", "--exclusive"], config.Resources);
    }

    [Theory]
    [InlineData("""{"partitoin": "gpu"}""", "config line 1, column 15: 'partitoin' means nothing to")]
    [InlineData("""{"exclusive": "perhaps"}""", "'exclusive' is 'perhaps', expected true or false")]
    [InlineData("""{"time": "1\n#SBATCH"}""", "'time' is empty or has several lines")]
    [InlineData("""{"poll-seconds": 0}""", "'poll-seconds' is '0', expected seconds up to 60")]
    [InlineData("""{"setup": "module load"}""", "'setup' must be a list")]
    [InlineData("{\"a\": ]", "backend config is not YAML: line 1")]
    [InlineData("nowhere.json", "The backend config 'nowhere.json' does not exist")]
    public async Task What_is_wrong_is_named_with_its_place(string given, string expected)
    {
        var error = await Assert.ThrowsAsync<ProjectException>(
            async () => SlurmConfig.Of(await BackendConfig.ReadAsync(given, Patience.Token())));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_local_backend_takes_no_configuration()
    {
        var config = await BackendConfig.ReadAsync("""{"partition": "gpu"}""", Patience.Token());

        var error = Assert.Throws<ProjectException>(() => config.AllowOnly("local"));

        Assert.Contains("it takes no configuration", error.Message, StringComparison.Ordinal);
    }
}
