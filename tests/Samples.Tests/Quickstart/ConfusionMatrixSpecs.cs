using System.Xml.Linq;
using Tracking.Quickstart;

namespace Tracking.Samples.Tests.Quickstart;

public sealed class ConfusionMatrixSpecs
{
    private readonly ConfusionMatrix _matrix = new();

    public ConfusionMatrixSpecs()
    {
        _matrix.Add(actual: 3, predicted: 3);
        _matrix.Add(actual: 3, predicted: 3);
        _matrix.Add(actual: 3, predicted: 8);
        _matrix.Add(actual: 0, predicted: 0);
    }

    [Fact]
    public void Accuracy_is_the_share_on_the_diagonal() =>
        Assert.Equal((3, 4, 0.75), (_matrix.Correct, _matrix.Total, _matrix.Accuracy));

    [Fact]
    public void A_csv_row_is_an_actual_digit()
    {
        var lines = _matrix.ToCsv().Split('\n');

        Assert.Equal("actual\\predicted,0,1,2,3,4,5,6,7,8,9", lines[0]);
        Assert.Equal("0,1,0,0,0,0,0,0,0,0,0", lines[1]);
        Assert.Equal("3,0,0,0,2,0,0,0,0,1,0", lines[4]);
        Assert.Equal(12, lines.Length);
    }

    [Fact]
    public void The_picture_has_a_square_for_every_pair_and_a_number_where_it_counts()
    {
        var svg = XDocument.Parse(_matrix.ToSvg());

        Assert.Equal(101, svg.Descendants().Count(element => element.Name.LocalName == "rect"));
        Assert.Equal(
            ["1", "2", "1"],
            svg.Descendants().Where(element => (string?)element.Attribute("fill") == "#fff").Skip(1)
                .Select(element => element.Value));
    }
}
