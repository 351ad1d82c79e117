using Tracking.Models.Flavors.Converters.Documents;

namespace Tracking.Models.Flavors.Converters.ScikitLearn;

/// <summary>A list of rows of equal length.</summary>
internal sealed record Matrix(double[] Data, int Rows, int Columns)
{
    /// <summary>Reads rows; null stands for any number of them or of columns.</summary>
    public static Matrix Read(DocumentField field, int? rows = null, int? columns = null)
    {
        var items = field.Items();
        if (items.Count == 0 || (rows is { } due && items.Count != due))
        {
            throw field.Wrong($"has {items.Count} rows; expected {(rows is { } many ? many : "at least one")}");
        }

        var width = columns ?? items[0].Numbers().Length;
        return new Matrix([.. items.SelectMany(row => row.Numbers(width))], items.Count, width);
    }

    public Matrix Transposed()
    {
        var turned = new double[Data.Length];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                turned[(column * Rows) + row] = Data[(row * Columns) + column];
            }
        }

        return new Matrix(turned, Columns, Rows);
    }
}
