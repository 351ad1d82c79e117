using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.Protocols.Json;

namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Writes a model's outputs as MLflow's scoring server answers them.</summary>
internal static class PredictionsWriter
{
    /// <summary>Records for a table, named arrays for tensors.</summary>
    public static void Write(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs, bool asRecords)
    {
        to.Write("{\"predictions\":"u8);
        if (!asRecords)
        {
            WriteNamed(to, outputs);
        }
        else if (SameCount(outputs))
        {
            WriteRecords(to, outputs, outputs[0].Tensor.Count, TensorJsonWriter.WriteElement);
        }
        else if (SameRows(outputs))
        {
            WriteRecords(to, outputs, (int)outputs[0].Tensor.Shape[0], TensorJsonWriter.WriteRow);
        }
        else
        {
            WriteNamed(to, outputs);
        }

        to.Write((byte)'}');
    }

    private static void WriteNamed(ResponseBuffer to, IReadOnlyList<NamedTensor> outputs)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            to.Write(i == 0 ? (byte)'{' : (byte)',');
            JsonText.Write(to, outputs[i].Name);
            to.Write((byte)':');
            TensorJsonWriter.WriteNested(to, outputs[i].Tensor);
        }

        to.Write((byte)'}');
    }

    private static void WriteRecords(
        ResponseBuffer to,
        IReadOnlyList<NamedTensor> outputs,
        int rows,
        Action<ResponseBuffer, Tensor, int> writeCell)
    {
        to.Write((byte)'[');
        for (var row = 0; row < rows; row++)
        {
            to.Write(row == 0 ? "{"u8 : ",{"u8);
            for (var i = 0; i < outputs.Count; i++)
            {
                if (i > 0)
                {
                    to.Write((byte)',');
                }

                JsonText.Write(to, outputs[i].Name);
                to.Write((byte)':');
                writeCell(to, outputs[i].Tensor, row);
            }

            to.Write((byte)'}');
        }

        to.Write((byte)']');
    }

    /// <summary>MLflow flattens every output into a column; that works where all have as many elements.</summary>
    private static bool SameCount(IReadOnlyList<NamedTensor> outputs)
    {
        foreach (var output in outputs)
        {
            if (output.Tensor.Count != outputs[0].Tensor.Count)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where flat columns differ in length, as labels and probabilities do, rows may still agree.</summary>
    private static bool SameRows(IReadOnlyList<NamedTensor> outputs)
    {
        foreach (var output in outputs)
        {
            if (output.Tensor.Rank == 0 || output.Tensor.Shape[0] != outputs[0].Tensor.Shape[0])
            {
                return false;
            }
        }

        return true;
    }
}
