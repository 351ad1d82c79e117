using Tracking.Cli.Commands.Doctor;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Doctor;

public sealed class SpoolFindingsSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "Ok", "nothing waits")]
    [InlineData(".new-half", "Ok", "nothing waits")]
    [InlineData("20260101T000000000-a 20260101T000000001-b", "Warn", "2 runs in")]
    [InlineData("20260101T000000000-a.damaged", "Warn", "1 damaged spool in")]
    public void What_waits_is_counted(string folders, string level, string detail)
    {
        foreach (var name in folders.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Directory.CreateDirectory(_folder["spool", name]);
        }

        var finding = SpoolFindings.Of(_folder["spool"]);

        Assert.Equal(level, finding.Level.ToString());
        Assert.Contains(detail, finding.Detail);
    }
}
