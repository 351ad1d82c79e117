using System.Text;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Converters;
using Tracking.Models.Flavors.Onnx.Authoring;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Converts what is in memory and runs it.</summary>
internal static class ConvertedRun
{
    public static ConvertedModel Convert(string text, ConversionOptions? options = null) =>
        ModelConverter.Convert("model.txt", Encoding.UTF8.GetBytes(text), options ?? new ConversionOptions());

    /// <summary>The only output, row after row, for rows of single-precision features.</summary>
    public static float[] Predict(ConvertedModel model, int features, params float[] x) =>
        Run(model.Onnx.ToArray(), features, x);

    public static float[] Run(byte[] onnx, int features, float[] x)
    {
        using var session = new InferenceSession(onnx);
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(x, [x.Length / features, features]);
        using var results = session.Run(options, session.InputNames, [input], session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public static OnnxModelOptions MlOptions { get; } = new()
    {
        Opsets = new Dictionary<string, int> { ["ai.onnx.ml"] = 3 },
    };

    /// <summary>The message of a refusal.</summary>
    public static string Refusal(string text, ConversionOptions? options = null) =>
        Assert.Throws<ModelConversionException>(() => Convert(text, options)).Message;
}
