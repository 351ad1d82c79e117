using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Tracking.Conformance.Tests.OnnxBackend.Messages;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Tensors;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>ONNX Runtime without us, to tell its failures from ours.</summary>
internal static class BareRuntime
{
    /// <summary>How a failure differs from what the runtime alone does, or null.</summary>
    public static string? Disagreement(BackendResult result) => result.Outcome switch
    {
        BackendOutcome.NotLoaded => Loads(result.Case) ? $"{result.Case.Name} loads without us." : null,
        BackendOutcome.Differs => ExpectationMet(result.Case) ? $"{result.Case.Name} passes without us." : null,
        _ => Scores(result.Case) ? $"{result.Case.Name} runs without us." : null,
    };

    private static bool Loads(BackendCase model)
    {
        try
        {
            using var session = Open(model);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    private static bool Scores(BackendCase model)
    {
        try
        {
            ExpectationMet(model);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    private static bool ExpectationMet(BackendCase model)
    {
        using var session = Open(model);
        var graph = ModelMessage.Parser.ParseFrom(File.ReadAllBytes(model.Model)).Graph;
        var set = Path.Combine(model.Folder, "test_data_set_0");
        var inputs = BackendCase.Values(set, "input", graph.Input);
        var expected = BackendCase.Values(set, "output", graph.Output);
        using var options = new RunOptions();
        using var results = session.Run(
            options,
            [.. inputs.Select(input => input.Name)],
            [.. inputs.Select(input => Native(((TensorValue)input.Value!).Tensor))],
            [.. expected.Select(output => output.Name)]);
        var tolerance = ValueComparison.ToleranceOf(model.Name);
        return expected.Zip(results, (output, value) => ValueComparison.Difference(
            output.Value, new TensorValue(Managed(value)), tolerance)).All(difference => difference is null);
    }

    private static InferenceSession Open(BackendCase model)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new InferenceSession(model.Model, options);
    }

    private static OrtValue Native(Tensor tensor) => tensor switch
    {
        Tensor<float> floats => OrtValue.CreateTensorValueFromMemory(floats.Data.ToArray(), floats.Shape.ToArray()),
        Tensor<double> doubles => OrtValue.CreateTensorValueFromMemory(doubles.Data.ToArray(), doubles.Shape.ToArray()),
        Tensor<Models.Tensors.BFloat16> brains => OrtValue.CreateTensorValueFromMemory(
            MemoryMarshal.Cast<Models.Tensors.BFloat16, Microsoft.ML.OnnxRuntime.BFloat16>(brains.Data.Span).ToArray(),
            brains.Shape.ToArray()),
        Tensor<long> whole => OrtValue.CreateTensorValueFromMemory(whole.Data.ToArray(), whole.Shape.ToArray()),
        Tensor<bool> flags => OrtValue.CreateTensorValueFromMemory(flags.Data.ToArray(), flags.Shape.ToArray()),
        _ => throw new NotSupportedException($"No failing model takes {tensor.ElementType}."),
    };

    private static Tensor Managed(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        return info.ElementDataType switch
        {
            TensorElementType.Float =>
                new Tensor<float>(value.GetTensorDataAsSpan<float>().ToArray(), info.Shape),
            TensorElementType.Double =>
                new Tensor<double>(value.GetTensorDataAsSpan<double>().ToArray(), info.Shape),
            TensorElementType.Bool =>
                new Tensor<bool>(value.GetTensorDataAsSpan<bool>().ToArray(), info.Shape),
            TensorElementType.BFloat16 => new Tensor<Models.Tensors.BFloat16>(
                MemoryMarshal.Cast<byte, Models.Tensors.BFloat16>(value.GetTensorMutableRawData()).ToArray(),
                info.Shape),
            var other => throw new NotSupportedException($"No failing model gives {other}."),
        };
    }
}
