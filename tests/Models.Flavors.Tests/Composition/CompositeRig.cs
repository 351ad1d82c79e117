using Google.Protobuf;
using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Composition;

/// <summary>Small ONNX models in folders, and composites of them.</summary>
internal sealed class CompositeRig : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _count;

    /// <summary>output = input * factor + offset, in single precision.</summary>
    public ModelDirectory Linear(float factor, float offset, string input = "x", string output = "y") =>
        Model(model =>
        {
            var x = model.Input(input, ElementType.Float32, "n");
            var scaled = model.Mul(x, model.Initializer<float>("factor", [factor], 1));
            model.Output(
                model.Add(scaled, model.Initializer<float>("offset", [offset], 1), output), ElementType.Float32, "n");
        });

    /// <summary>label = the whole part of x * factor.</summary>
    public ModelDirectory Labels(float factor) => Model(model =>
    {
        var x = model.Input("x", ElementType.Float32, "n");
        var scaled = model.Mul(x, model.Initializer<float>("factor", [factor], 1));
        model.Output(model.Cast(scaled, ElementType.Int64, "label"), ElementType.Int64, "n");
    });

    /// <summary>y = w1 * features[0] + w2 * features[1].</summary>
    public ModelDirectory Weighing(float w1, float w2) => Model(model =>
    {
        var features = model.Input("features", ElementType.Float32, "n", 2);
        var weights = model.Initializer<float>("w", [w1, w2], 2, 1);
        model.Output(model.MatMul(features, weights, "y"), ElementType.Float32, "n", 1);
    });

    /// <summary>y = x * factor * the sum of the parameter weights, a list that is [1] where nobody says.</summary>
    public ModelDirectory Weighted(float factor)
    {
        var directory = Model(model =>
        {
            var x = model.Input("x", ElementType.Float32, "n");
            var sum = model.ReduceSum(
                model.Initializer<float>("weights", [1], 1), model.Initializer<long>("axes", [0], 1));
            var scaled = model.Mul(x, model.Initializer<float>("factor", [factor], 1));
            model.Output(model.Mul(scaled, sum, "y"), ElementType.Float32, "n");
        });
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(directory.PathOf("model.onnx")));
        var weights = graph.Graph.Input[0].Clone();
        weights.Name = "weights";
        weights.Type.TensorType.Shape.Dim[0].DimParam = "m";
        graph.Graph.Input.Add(weights);
        File.WriteAllBytes(directory.PathOf("model.onnx"), graph.ToByteArray());
        File.WriteAllText(directory.PathOf("MLmodel"), """
            flavors: {onnx: {data: model.onnx}}
            signature:
              inputs: '[{"type": "tensor", "name": "x", "tensor-spec": {"dtype": "float32", "shape": [-1]}}]'
              outputs: null
              params: '[{"name": "weights", "type": "float", "default": [1.0], "shape": [-1]}]'
            """);
        return ModelDirectory.Open(directory.Path);
    }

    public ModelDirectory Model(Action<OnnxModelBuilder> build)
    {
        var folder = $"model{_count++}";
        var model = new OnnxModelBuilder(folder);
        build(model);
        _folder.Write($"{folder}/MLmodel", "flavors: {onnx: {data: model.onnx}}");
        File.WriteAllBytes(_folder[folder, "model.onnx"], model.ToBytes());
        return ModelDirectory.Open(_folder[folder]);
    }

    public async Task<ModelDirectory> WriteAsync(ModelContent content) =>
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder[$"composite{_count++}"], content, Patience.Token());

    public async Task<IScorer> LoadAsync(ModelContent content) => ModelFlavors.Load(await WriteAsync(content));

    public async Task<string> ErrorOfAsync(ModelContent content)
    {
        var directory = await WriteAsync(content);
        return Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(directory)).Message;
    }

    /// <summary>A step whose inputs are wired by pairs of input and source.</summary>
    public static CompositeStep Step(string name, ModelDirectory model, params (string Input, string From)[] wires) =>
        new(name, model) { Inputs = wires.ToDictionary(wire => wire.Input, wire => wire.From) };

    public static IReadOnlyList<NamedTensor> X(params float[] x) => [new("x", SampleModels.Floats([x.Length], x))];

    public void Dispose() => _folder.Dispose();
}
