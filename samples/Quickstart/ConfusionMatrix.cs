using System.Text;

namespace Tracking.Quickstart;

/// <summary>How often each digit (row) was read as each digit (column).</summary>
internal sealed class ConfusionMatrix
{
    private const int Cell = 36;

    private readonly int[,] _counts = new int[Digit.ClassCount, Digit.ClassCount];

    public int Correct { get; private set; }

    public int Total { get; private set; }

    public double Accuracy => (double)Correct / Total;

    public int this[int actual, int predicted] => _counts[actual, predicted];

    public static ConfusionMatrix Of(IEnumerable<Digit> digits, IEnumerable<Prediction> predictions)
    {
        var matrix = new ConfusionMatrix();
        foreach (var (digit, prediction) in digits.Zip(predictions))
        {
            matrix.Add(digit.Label, prediction.Digit);
        }

        return matrix;
    }

    public void Add(int actual, int predicted)
    {
        _counts[actual, predicted]++;
        Total++;
        Correct += actual == predicted ? 1 : 0;
    }

    public string ToCsv()
    {
        var csv = new StringBuilder("actual\\predicted,").AppendJoin(',', Labels).Append('\n');
        foreach (var actual in Labels)
        {
            csv.Append(actual).Append(',').AppendJoin(',', Labels.Select(predicted => this[actual, predicted]));
            csv.Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>A picture: right answers in green down the diagonal, wrong ones in red.</summary>
    public string ToSvg()
    {
        const int side = Cell * (Digit.ClassCount + 2);
        var svg = new StringBuilder()
            .Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" ")
            .Append("font-family=\"sans-serif\" font-size=\"13\" text-anchor=\"middle\">\n")
            .Append($"<rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\n")
            .Append(Text(side / 2, 22, $"read as (columns), {Accuracy:P1} of {Total} right"));
        foreach (var actual in Labels)
        {
            var y = Cell * (actual + 1);
            svg.Append(Text(Cell / 2, y + 23, $"{actual}")).Append(Text(y + (Cell / 2), side - 12, $"{actual}"));
            foreach (var predicted in Labels)
            {
                svg.Append(Square(Cell * (predicted + 1), y, this[actual, predicted], actual == predicted));
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<int> Labels => Enumerable.Range(0, Digit.ClassCount);

    private string Square(int x, int y, int count, bool isRight)
    {
        var colour = (count, isRight) switch { (0, _) => "#f3f4f6", (_, true) => "#16a34a", _ => "#dc2626" };
        var opacity = count == 0 || !isRight ? 1 : 0.35 + (0.65 * count * Digit.ClassCount / Math.Max(Total, 1));
        var square = $"<rect x=\"{x + 1}\" y=\"{y + 1}\" width=\"{Cell - 2}\" height=\"{Cell - 2}\" rx=\"4\" "
            + $"fill=\"{colour}\" fill-opacity=\"{Math.Min(opacity, 1):0.##}\"/>\n";
        return count == 0 ? square : square + Text(x + (Cell / 2), y + 23, $"{count}", "#fff");
    }

    private static string Text(int x, int y, string text, string colour = "#374151") =>
        $"<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\">{text}</text>\n";
}
