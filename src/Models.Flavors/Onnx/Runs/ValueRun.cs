using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx.Elements;
using Tracking.Models.Flavors.Onnx.Values;

namespace Tracking.Models.Flavors.Onnx.Runs;

/// <summary>A run of values of any type.</summary>
internal static class ValueRun
{
    /// <summary>Runs the model once.</summary>
    /// <param name="session">The model.</param>
    /// <param name="inputs">Each input that is not left out.</param>
    /// <param name="outputs">Those wanted.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>A value for each output wanted, null where an optional one has none.</returns>
    /// <exception cref="OnnxRuntimeException">Failed or was cancelled.</exception>
    public static ModelValue?[] Run(
        InferenceSession session,
        IReadOnlyList<(ValuePort Port, ModelValue Value)> inputs,
        IReadOnlyList<ValuePort> outputs,
        CancellationToken cancellationToken)
    {
        var lent = new List<NativeTensor>(inputs.Count);
        try
        {
            foreach (var (port, value) in inputs)
            {
                lent.Add(NativeValues.Lend(port, value));
            }

            using var options = new RunOptions();
            using var registration = Termination.Register(options, cancellationToken);
            using var results = session.Run(
                options,
                [.. inputs.Select(input => input.Port.Name)],
                lent.ConvertAll(tensor => tensor.Value),
                [.. outputs.Select(output => output.Name)]);
            return [.. outputs.Select((output, i) => Copy(output, results[i]))];
        }
        finally
        {
            foreach (var tensor in lent)
            {
                tensor.Dispose();
            }
        }
    }

    private static ModelValue? Copy(ValuePort output, OrtValue value) =>
        output.Type is OptionalType && value.OnnxType == OnnxValueType.ONNX_TYPE_UNKNOWN
            ? null
            : NativeValues.Copy(output.Name, value, output.Type);
}
