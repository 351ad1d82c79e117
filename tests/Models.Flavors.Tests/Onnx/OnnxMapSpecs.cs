using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxMapSpecs : IDisposable
{
    private const int OnnxInt64 = 7;
    private const int OnnxString = 8;
    private const int OnnxFloat = 1;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_maps_of_a_classifier_are_a_column_for_each_class_in_the_order_of_the_model()
    {
        using var scorer = LoadZipMap("classlabels_strings", OnnxString, new[] { "setosa", "agave" });

        var results = scorer.Score([new("x", Floats([3, 2], 0.1f, 0.9f, 0.2f, 0.8f, 0.3f, 0.7f))]);

        Assert.Equal(["output_probability.setosa", "output_probability.agave"],
            scorer.Schema.Outputs.Select(output => output.Name));
        Assert.Equal([-1], scorer.Schema.Outputs[0].Shape);
        Assert.Equal([0.1f, 0.2f, 0.3f], results.FloatsOf("output_probability.setosa"));
        Assert.Equal([0.9f, 0.8f, 0.7f], results.FloatsOf("output_probability.agave"));
    }

    [Fact]
    public void One_class_can_be_asked_for()
    {
        using var scorer = LoadZipMap("classlabels_int64s", OnnxInt64, new long[] { 7, -3 });

        var result = Assert.Single(scorer.Score([new("x", Floats([1, 2], 0.25f, 0.75f))], ["output_probability.-3"]));

        Assert.Equal([0.75f], ((Tensor<float>)result.Tensor).Data.ToArray());
    }

    [Fact]
    public void No_rows_give_empty_columns()
    {
        using var scorer = LoadZipMap("classlabels_int64s", OnnxInt64, new long[] { 0, 1 });

        var results = scorer.Score([new("x", Floats([0, 2]))]);

        Assert.All(results, result => Assert.Equal([0], result.Tensor.Shape.ToArray()));
        Assert.Equal(2, results.Count);
    }

    [Fact]
    public void They_come_as_maps_where_values_are_asked_for()
    {
        using var scorer = LoadZipMap("classlabels_int64s", OnnxInt64, new long[] { 5, 2 });

        var value = Assert.Single(scorer.ScoreValues([new("x", new TensorValue(Floats([1, 2], 0.25f, 0.75f)))])).Value;

        var map = Assert.IsType<MapValue>(Assert.Single(Assert.IsType<SequenceValue>(value).Items));
        Assert.Equal(0.25f, ((Tensor<float>)map.Values).Data.Span[((Tensor<long>)map.Keys).Data.Span.IndexOf(5)]);
    }

    [Fact]
    public void A_map_goes_in_as_keys_and_values()
    {
        using var scorer = LoadDictVectorizer();
        NamedTensor keys = new("m.keys", new StringTensor(["b", "unknown", "a"], 3));

        var result = Assert.Single(scorer.Score([keys, new("m.values", Floats([3], 2, 9, 1))]));
        var error = Assert.Throws<ScoringException>(() => scorer.Score([keys, new("m.values", Floats([1], 2))]));

        Assert.Equal(["m.keys", "m.values"], scorer.Schema.Inputs.Select(input => input.Name));
        Assert.Equal([1, 2, 0], ((Tensor<float>)result.Tensor).Data.ToArray());
        Assert.Equal("Input 'm' has 3 keys and 1 values; expected as many.", error.Message);
    }

    private OnnxScorer LoadZipMap(string attribute, int keyType, OnnxAttributeValue labels)
    {
        var model = Builder();
        var x = model.Input("x", ElementType.Float32, "n", 2);
        var map = model.Add(new OnnxNode("ZipMap", [x])
        {
            Domain = "ai.onnx.ml",
            Outputs = ["output_probability"],
            Attributes = [(attribute, labels)],
        })[0];
        var parsed = Parsed(model.Output(map, ElementType.Float32, "n"));
        parsed.Graph.Output[0].Type = new TypeProto
        {
            SequenceType = new TypeProto.Types.Sequence { ElemType = MapOf(keyType) },
        };
        return OnnxModelLoader.Load(_folder.Write(parsed));
    }

    private OnnxScorer LoadDictVectorizer()
    {
        var model = Builder();
        var features = model.Add(new OnnxNode("DictVectorizer", [model.Input("m", ElementType.Float32, "n")])
        {
            Domain = "ai.onnx.ml",
            Attributes = [("string_vocabulary", new[] { "a", "b", "c" })],
        })[0];
        var parsed = Parsed(model.Output(features, ElementType.Float32, 1, 3));
        parsed.Graph.Input[0].Type = MapOf(OnnxString);
        return OnnxModelLoader.Load(_folder.Write(parsed));
    }

    private static OnnxModelBuilder Builder() => new("maps", new OnnxModelOptions
    {
        Opsets = new Dictionary<string, int> { ["ai.onnx.ml"] = 3 },
    });

    private static TypeProto MapOf(int keyType) => new()
    {
        MapType = new TypeProto.Types.Map
        {
            KeyType = keyType,
            ValueType = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxFloat } },
        },
    };
}
