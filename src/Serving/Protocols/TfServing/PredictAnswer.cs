using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.TfServing;

/// <summary>Writes what a predict request is answered: rows to rows, tensors to tensors.</summary>
internal static class PredictAnswer
{
    private const string BytesSuffix = "_bytes";

    public static void Write(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs, bool asRows)
    {
        to.Write(asRows ? "{\"predictions\":"u8 : "{\"outputs\":"u8);
        if (asRows)
        {
            WriteRows(to, outputs);
        }
        else
        {
            WriteTensors(to, outputs);
        }

        to.Write((byte)'}');
    }

    /// <summary>A list with a value for each row, an object where there are several outputs.</summary>
    /// <exception cref="ServingException">The outputs have no rows in common.</exception>
    public static void WriteRows(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs)
    {
        var rows = RowsOf(outputs);
        to.Write((byte)'[');
        for (var row = 0; row < rows; row++)
        {
            if (row > 0)
            {
                to.Write((byte)',');
            }

            WriteEach(to, outputs, row);
        }

        to.Write((byte)']');
    }

    /// <summary>The tensor, or an object of tensors where there are several.</summary>
    public static void WriteTensors(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs) =>
        WriteEach(to, outputs, row: null);

    private static void WriteEach(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs, int? row)
    {
        if (outputs is [var only])
        {
            WriteOne(to, only, row);
            return;
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            to.Write(i == 0 ? (byte)'{' : (byte)',');
            JsonText.Write(to, outputs[i].Name);
            to.Write((byte)':');
            WriteOne(to, outputs[i], row);
        }

        to.Write((byte)'}');
    }

    private static void WriteOne(ResponseBuffer to, NamedTensor output, int? row)
    {
        if (output.Tensor is StringTensor texts && output.Name.EndsWith(BytesSuffix, StringComparison.Ordinal))
        {
            TensorJsonWriter.WriteBase64(to, texts, row);
        }
        else if (row is { } index)
        {
            TensorJsonWriter.WriteRow(to, output.Tensor, index);
        }
        else
        {
            TensorJsonWriter.WriteNested(to, output.Tensor);
        }
    }

    private static long RowsOf(IReadOnlyList<NamedTensor> outputs)
    {
        foreach (var output in outputs)
        {
            if (output.Tensor.Rank == 0 || output.Tensor.Shape[0] != outputs[0].Tensor.Shape[0])
            {
                throw new ServingException(
                    ServingError.ModelFailed,
                    "The model's outputs differ in their number of rows; ask with 'inputs' in place of 'instances'.");
            }
        }

        return outputs.Count == 0 ? 0 : outputs[0].Tensor.Shape[0];
    }
}
