using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Tests.Format;

public class ReadableRequestSpecs
{
    private static readonly ModelSchema Mixed = ModelSchema.OfColumns(
        new ColumnSpec("single", DataType.Float),
        new ColumnSpec("double", DataType.Double),
        new ColumnSpec("list", new ArrayType(DataType.Float)));

    [Theory]
    [InlineData(
        """{"dataframe_split":{"columns":["double","single"],"data":[[5.099999904632568,5.099999904632568]]}}""",
        """{"dataframe_split":{"columns":["double","single"],"data":[[5.099999904632568,5.1]]}}""")]
    [InlineData(
        """{"dataframe_records":[{"single":-0.10000000149011612,"double":0.10000000149011612,"list":[0.200000003]}]}""",
        """{"dataframe_records":[{"single":-0.1,"double":0.10000000149011612,"list":[0.2]}]}""")]
    [InlineData("""{"inputs":{"single":[1.5,2.0,5.0999999]}}""", """{"inputs":{"single":[1.5,2.0,5.1]}}""")]
    [InlineData(
        """{"inputs":{"single":1.5},"params":{"single":5.099999904632568}}""",
        """{"inputs":{"single":1.5},"params":{"single":5.099999904632568}}""")]
    [InlineData("""{"instances":[{"single":1e999}]}""", """{"instances":[{"single":1e999}]}""")]
    [InlineData("""{"dataframe_split":[1]}""", """{"dataframe_split":[1]}""")]
    [InlineData("[5.099999904632568]", "[5.099999904632568]")]
    public void Columns_of_32_bits_are_shown_by_their_shortest_digits(string request, string expected) =>
        Assert.Equal(expected, Show(request, Mixed, null));

    [Fact]
    public void Tensors_count_by_what_the_graph_takes_where_nothing_is_declared()
    {
        const string request = """{"inputs":[[5.099999904632568,1e-05]]}""";
        var single = new ScorerSchema([new TensorInfo("x", ElementType.Float32, [-1, 2])], []);
        var twice = new ScorerSchema([new TensorInfo("x", ElementType.Float64, [-1, 2])], []);

        Assert.Equal("""{"inputs":[[5.1,1e-05]]}""", Show(request, null, single));
        Assert.Equal(request, Show(request, null, twice));
        Assert.Equal(request, Show(request, ModelSchema.OfTensors(
            new TensorSpec(null, ElementType.Float64, [-1, 2])), single));
        Assert.Equal(request, Show(request, null, null));
    }

    [Fact]
    public void Every_single_means_the_same_after()
    {
        var random = new Random(7);
        var schema = ModelSchema.OfTensors(new TensorSpec(null, ElementType.Float32, [-1]));
        for (var i = 0; i < 2_000; i++)
        {
            var single = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(single))
            {
                var shown = ReadableRequest.Of(
                    new JsonObject { ["inputs"] = new JsonArray((double)single) }, schema, null);

                Assert.Equal(single, (float)double.Parse(
                    shown["inputs"]![0]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    private static string Show(string request, ModelSchema? declared, ScorerSchema? model) =>
        ReadableRequest.Of(JsonNode.Parse(request)!, declared, model).ToJsonString();
}
