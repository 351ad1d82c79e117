using Tracking.Projects.Backends;
using Tracking.Projects.Backends.Slurm;

namespace Tracking.Projects.Tests.Backends;

public sealed class SlurmJobSpecs
{
    private static readonly JobFolder Folder = new("/shared/jobs/0123456789abcdef");

    [Theory]
    [InlineData("JobId=1 JobState=PENDING Reason=Resources ExitCode=0:0", "PENDING", "Resources", false, null)]
    [InlineData("JobId=1 JobState=RUNNING Reason=None ExitCode=0:0", "RUNNING", null, false, null)]
    [InlineData("JobId=1 JobState=COMPLETED Reason=None ExitCode=0:0", "COMPLETED", null, true, 0)]
    [InlineData("JobId=1 JobState=FAILED Reason=NonZeroExitCode ExitCode=3:0", "FAILED", "NonZeroExitCode", true, 3)]
    [InlineData("JobId=1 JobState=OUT_OF_MEMORY Reason=None ExitCode=0:9", "OUT_OF_MEMORY", null, true, 137)]
    [InlineData("JobId=1 JobState=CANCELLED Reason=None ExitCode=0:15", "CANCELLED", null, true, 143)]
    [InlineData("something else", "", null, false, null)]
    public void A_state_is_read_from_what_scontrol_writes(
        string line, string name, string? reason, bool isOver, int? exitCode)
    {
        var state = SlurmJobState.Parse(line);

        Assert.Equal((name, reason, isOver, exitCode), (state.Name, state.Reason, state.IsOver, state.ExitCode));
    }

    [Fact]
    public void The_job_becomes_the_tool_itself_after_the_users_setup()
    {
        var script = Script();

        Assert.Equal(
            "#!/bin/bash\nmodule load cuda\nexec '/opt/my tools/tracking' run-job /shared/jobs/0123456789abcdef\n",
            script.RunText(Folder));
        Assert.Equal(
            [
                "--job-name=tracking-01234567", "--output=/shared/jobs/0123456789abcdef/output.log",
                "--error=/shared/jobs/0123456789abcdef/error.log", $"--chdir={Environment.CurrentDirectory}",
                "--mem=4G", "--partition=gpu",
            ],
            script.RunOptions(Folder));
    }

    [Fact]
    public void The_finisher_follows_the_job_however_that_ends_and_asks_for_little()
    {
        var script = Script();

        Assert.EndsWith("run-job /shared/jobs/0123456789abcdef --finish 42\n", script.FinisherText(Folder, "42"));
        Assert.Equal(
            [
                "--job-name=tracking-01234567-end", "--output=/dev/null", "--time=10", "--ntasks=1",
                "--dependency=afterany:42", $"--chdir={Environment.CurrentDirectory}", "--partition=gpu",
            ],
            script.FinisherOptions("42"));
    }

    private static SlurmScript Script() => new(
        new SlurmConfig(["--mem=4G", "--partition=gpu"], ["module load cuda"], [], TimeSpan.FromSeconds(1)),
        "0123456789abcdef",
        ["/opt/my tools/tracking"]);
}
