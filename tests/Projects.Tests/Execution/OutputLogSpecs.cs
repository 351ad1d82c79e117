using Tracking.Projects.Execution;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Execution;

public sealed class OutputLogSpecs
{
    [Fact]
    public async Task A_long_output_keeps_its_beginning_and_says_what_is_missing()
    {
        using var folder = new TempFolder();
        var next = new TailSink(100);
        using (var log = new OutputLog(folder["o"], bytesMax: 8, next))
        {
            log.Write("12345"u8, isError: false);
            log.Write("67890"u8, isError: true);
            log.Write("abc"u8, isError: false);
        }

        Assert.Equal("12345678\n[5 bytes more were not kept]\n", await File.ReadAllTextAsync(folder["o"]));
        Assert.Equal("1234567890abc", next.Text);
    }
}
