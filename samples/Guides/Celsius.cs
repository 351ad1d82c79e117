using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Guides;

// snippet: models-function
public sealed class Celsius : IModel
{
    public IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken cancellationToken)
    {
        var fahrenheit = inputs.Get<double>("fahrenheit").Data.ToArray();
        var celsius = fahrenheit.Select(value => (value - 32) / 1.8).ToArray();
        return [new NamedTensor("celsius", new Tensor<double>(celsius, celsius.Length))];
    }
}
// endsnippet
