using System.Text;
using Tracking.Serving.BatchScoring;

namespace Tracking.Serving.Tests.BatchScoring;

public class RunningChecksumSpecs
{
    [Fact]
    public void It_is_the_checksum_that_every_list_of_polynomials_gives()
    {
        var checksum = new RunningChecksum();
        checksum.Add("123456789"u8);
        Assert.Equal("e3069283", checksum.ToString());
        Assert.Equal("00000000", RunningChecksum.Empty);
    }

    [Fact]
    public void How_the_bytes_are_cut_changes_nothing()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},")));
        var whole = new RunningChecksum();
        whole.Add(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var parts = new RunningChecksum();
            parts.Add(bytes.AsSpan(0, cut));
            parts.Add(bytes.AsSpan(cut));
            Assert.Equal(whole.ToString(), parts.ToString());
        }
    }
}
