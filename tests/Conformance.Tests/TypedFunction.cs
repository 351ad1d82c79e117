using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Conformance.Tests;

/// <summary>
/// What the Python function of the recorded <c>pyfunc_typed</c> does, in .NET: per row <c>sum = (i + l + d) * k</c>
/// with the parameter k, the text s, and not b.
/// </summary>
public static class TypedFunction
{
    /// <summary>Saves it with the very signature of the recorded folder.</summary>
    internal static Task<ModelDirectory> WriteAsync(string folder)
    {
        var signature = ModelDirectory.Open(Corpus.PathOf("models", "pyfunc_typed")).MlModel.Signature!;
        return new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            folder, DotnetFunctionFlavor.Content(DotnetFunctionSource.Of(Predict), signature), Patience.Token());
    }

    public static IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var k = inputs.Get<double>("k").Data.Span[0];
        var (small, large) = (inputs.Get<int>("i").Data.ToArray(), inputs.Get<long>("l").Data.ToArray());
        var (numbers, flags) = (inputs.Get<double>("d").Data.ToArray(), inputs.Get<bool>("b").Data.ToArray());
        return
        [
            new NamedTensor("sum", new Tensor<double>(
                numbers.Select((d, row) => (small[row] + large[row] + d) * k).ToArray(), numbers.Length)),
            new NamedTensor("s", new StringTensor(inputs.GetTexts("s").Data, numbers.Length)),
            new NamedTensor("b", new Tensor<bool>(Array.ConvertAll(flags, flag => !flag), numbers.Length)),
        ];
    }
}
