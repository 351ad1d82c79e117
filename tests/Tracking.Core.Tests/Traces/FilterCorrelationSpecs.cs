using Tracking.Core.Traces;

namespace Tracking.Core.Tests.Traces;

public sealed class FilterCorrelationSpecs
{
    [Theory]
    [InlineData(5, 1, 1, 7, 0.17291252465308388, 0.06573596382729201)]
    [InlineData(3, 3, 3, 3, 1, 0.2512432123773746)]
    [InlineData(2, 2, 0, 4, -1, -0.4421141086977403)]
    [InlineData(5, 4, 2, 10, 0, 0)]
    public void Mutual_information_lies_between_never_and_always_together(
        int first, int second, int joint, int total, double npmi, double smoothed)
    {
        var counts = new FilterCounts(first, second, joint, total);
        Assert.Equal(npmi, FilterCorrelation.Npmi(counts), 12);
        Assert.Equal(smoothed, FilterCorrelation.Smoothed(counts), 12);
    }

    [Fact]
    public void A_filter_that_matches_nothing_has_no_correlation_but_a_smoothed_one()
    {
        var counts = new FilterCounts(0, 3, 0, 5);
        Assert.True(double.IsNaN(FilterCorrelation.Npmi(counts)));
        Assert.InRange(FilterCorrelation.Smoothed(counts), -1, 1);
        Assert.True(double.IsNaN(FilterCorrelation.Smoothed(new FilterCounts(0, 0, 0, 0))));
    }
}
