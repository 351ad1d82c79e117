using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>Columns of one element type side by side.</summary>
internal static class ColumnInterleaving
{
    public static Tensor Interleave(Tensor[] columns, ElementType elementType, int rows) => elementType switch
    {
        ElementType.Bool => Numbers<bool>(columns, rows),
        ElementType.UInt8 => Numbers<byte>(columns, rows),
        ElementType.UInt16 => Numbers<ushort>(columns, rows),
        ElementType.UInt32 => Numbers<uint>(columns, rows),
        ElementType.UInt64 => Numbers<ulong>(columns, rows),
        ElementType.Int8 => Numbers<sbyte>(columns, rows),
        ElementType.Int16 => Numbers<short>(columns, rows),
        ElementType.Int32 => Numbers<int>(columns, rows),
        ElementType.Int64 => Numbers<long>(columns, rows),
        ElementType.Float16 => Numbers<Half>(columns, rows),
        ElementType.BFloat16 => Numbers<BFloat16>(columns, rows),
        ElementType.Float32 => Numbers<float>(columns, rows),
        ElementType.Float64 => Numbers<double>(columns, rows),
        _ => Texts(columns, rows),
    };

    private static Tensor<T> Numbers<T>(Tensor[] columns, int rows)
        where T : unmanaged
    {
        var matrix = new T[checked(rows * columns.Length)];
        for (var c = 0; c < columns.Length; c++)
        {
            Spread(((Tensor<T>)columns[c]).Data.Span, matrix, c, columns.Length);
        }

        return new Tensor<T>(matrix, rows, columns.Length);
    }

    private static StringTensor Texts(Tensor[] columns, int rows)
    {
        var matrix = new string?[checked(rows * columns.Length)];
        for (var c = 0; c < columns.Length; c++)
        {
            Spread<string?>(((StringTensor)columns[c]).Data, matrix, c, columns.Length);
        }

        return new StringTensor(matrix, rows, columns.Length);
    }

    private static void Spread<T>(ReadOnlySpan<T> column, T[] matrix, int offset, int stride)
    {
        for (var row = 0; row < column.Length; row++)
        {
            matrix[(row * stride) + offset] = column[row];
        }
    }
}
