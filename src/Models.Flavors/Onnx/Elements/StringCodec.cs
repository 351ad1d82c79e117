using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Tracking.Models.Flavors.Onnx.Elements;

/// <summary>Text: copied both ways, as the runtime keeps its own UTF-8.</summary>
internal sealed class StringCodec() : ElementCodec(ElementType.String, TensorElementType.String)
{
    public override NativeTensor Lend(string name, Tensor tensor) => new(Own(name, tensor), default);

    public override OrtValue Own(string name, Tensor tensor)
    {
        var data = ((StringTensor)tensor).Data;
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, tensor.Shape.ToArray());
        try
        {
            for (var i = 0; i < data.Length; i++)
            {
                var text = data[i] ?? throw new ScoringException(
                    ScoringFault.InvalidInput,
                    $"Input '{name}' has no text at element {i}; ONNX has no missing texts.");
                value.StringTensorSetElementAt(text.AsSpan(), i);
            }

            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    public override Tensor Copy(string name, OrtValue value, long[] shape) =>
        new StringTensor(value.GetStringTensorAsArray(), shape);

    public override Tensor Join(IReadOnlyList<Tensor> parts, long[] shape) =>
        new StringTensor([.. parts.SelectMany(part => ((StringTensor)part).Data)], shape);

    public override Tensor Part(Tensor tensor, int start, long[] shape) =>
        new StringTensor(((StringTensor)tensor).Data[start..(start + (int)Tensor.CountOf(shape))], shape);

    public override Tensor Pick(Tensor tensor, int[] indices)
    {
        var from = ((StringTensor)tensor).Data;
        return new StringTensor(Array.ConvertAll(indices, index => from[index]), indices.Length);
    }
}
