using Google.Protobuf;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Authoring;

public sealed class OnnxModelBuilderSpecs
{
    [Fact]
    public void A_model_states_its_versions_producer_and_properties()
    {
        var builder = new OnnxModelBuilder("g", new OnnxModelOptions
        {
            Opset = 18,
            IrVersion = 9,
            Opsets = new Dictionary<string, int> { ["ai.onnx.ml"] = 3 },
            ProducerName = "me",
            ProducerVersion = "2",
            Description = "a graph",
            Metadata = new Dictionary<string, string> { ["author"] = "you" },
        });

        var model = Parse(Identity(builder));

        Assert.Equal((9, "a graph"), (model.IrVersion, model.DocString));
        Assert.Equal(("me", "2"), (model.ProducerName, model.ProducerVersion));
        Assert.Equal([("", 18L), ("ai.onnx.ml", 3L)], model.OpsetImport.Select(set => (set.Domain, set.Version)));
        Assert.Equal(["author=you"], model.MetadataProps.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [Fact]
    public void Versions_are_opset_17_and_ir_8_unless_said_otherwise()
    {
        var model = Parse(Identity(new OnnxModelBuilder("g")));

        Assert.Equal((8L, 17L, "tracking"), (model.IrVersion, model.OpsetImport.Single().Version, model.ProducerName));
    }

    [Fact]
    public void Dimensions_are_fixed_named_or_any()
    {
        var builder = new OnnxModelBuilder("g");
        builder.Input("x", ElementType.Int64, "batch", 64, OnnxDim.Any);

        var model = Parse(builder.Output(builder.Input("scalar", ElementType.Int64), ElementType.Int64));

        var type = model.Graph.Input[0].Type.TensorType;
        Assert.Equal((int)TensorProto.Types.DataType.Int64, type.ElemType);
        Assert.Equal(
            [("batch", 0L), ("", 64L), ("", 0L)], type.Shape.Dim.Select(dim => (dim.DimParam, dim.DimValue)));
        Assert.Equal(TensorShapeProto.Types.Dimension.ValueOneofCase.None, type.Shape.Dim[2].ValueCase);
        Assert.Empty(model.Graph.Output.Single().Type.TensorType.Shape.Dim);
    }

    [Fact]
    public void A_node_carries_operator_domain_inputs_and_outputs()
    {
        var builder = new OnnxModelBuilder(
            "g", new OnnxModelOptions { Opsets = new Dictionary<string, int> { ["my.ops"] = 1 } });
        var x = builder.Input("x", ElementType.Float32);
        var halves = builder.Add(new OnnxNode("Halve", [x, OnnxValue.None, x])
        {
            Domain = "my.ops",
            Outputs = ["left", "right"],
        });

        var node = Parse(builder.Output(halves[1], ElementType.Float32)).Graph.Node.Single();

        Assert.Equal(("Halve", "my.ops"), (node.OpType, node.Domain));
        Assert.Equal(["x", "", "x"], node.Input);
        Assert.Equal(["left", "right"], node.Output);
    }

    [Fact]
    public void Nodes_and_results_without_a_name_get_one_that_is_free()
    {
        var builder = new OnnxModelBuilder("g");
        var x = builder.Input("Relu_1", ElementType.Float32, 2);

        var once = builder.Relu(x);
        var twice = builder.Relu(once);

        Assert.Equal(["Relu_1_2", "Relu_2"], [once.Name, twice.Name]);
        Assert.Same(once, builder.Value("Relu_1_2"));
    }

    [Fact]
    public void Attributes_of_every_kind_say_their_type()
    {
        var builder = new OnnxModelBuilder("g");
        var x = builder.Input("x", ElementType.Float32);
        var y = builder.Node(
            "Any", [x], ("i", 0), ("f", 0.5f), ("s", "text"), ("is", new[] { 1L, 2 }), ("fs", new[] { 1f }),
            ("ss", new[] { "a" }), ("t", new Tensor<float>(new[] { 1f, 2 }, 2)));

        var attributes = Parse(builder.Output(y, ElementType.Float32)).Graph.Node.Single().Attribute;

        Assert.Equal(
            ["i:Int", "f:Float", "s:String", "is:Ints", "fs:Floats", "ss:Strings", "t:Tensor"],
            attributes.Select(attribute => $"{attribute.Name}:{attribute.Type}"));
        Assert.True(attributes[0].HasI);
        Assert.Equal([0.5f], [attributes[1].F]);
        Assert.Equal(["text", "a"], [attributes[2].S.ToStringUtf8(), attributes[5].Strings[0].ToStringUtf8()]);
        Assert.Equal([1L, 2], attributes[3].Ints);
        Assert.Equal([2L], attributes[6].T.Dims);
    }

    [Fact]
    public async Task A_file_appears_whole_and_replaces_an_older_one()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "model.onnx");
        await File.WriteAllTextAsync(path, new string('x', 10_000));
        var builder = Identity(new OnnxModelBuilder("g"));

        await builder.WriteToAsync(path);

        Assert.Equal(builder.ToBytes(), await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "model.onnx");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Identity(new OnnxModelBuilder("g")).WriteToAsync(path, new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static OnnxModelBuilder Identity(OnnxModelBuilder builder) =>
        builder.Output(builder.Identity(builder.Input("x", ElementType.Float32), "y"), ElementType.Float32);

    private static ModelProto Parse(OnnxModelBuilder builder) => ModelProto.Parser.ParseFrom(builder.ToBytes());
}
