using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Onnx.Caching;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OptimizedGraphCacheSpecs : IDisposable
{
    private static readonly float[] Row = [1, 2, 3, 4];

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    private string CacheFolder => _folder["cache"];

    private string[] Graphs => Directory.Exists(CacheFolder) ? Directory.GetFiles(CacheFolder) : [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_second_load_takes_the_kept_graph_and_scores_the_same_bits()
    {
        var model = _folder.Write(Parsed(Deep(1)));

        var first = Score(model);
        var graph = Assert.Single(Graphs);
        var written = File.GetLastWriteTimeUtc(graph);
        _time.Advance(TimeSpan.FromHours(1));
        var second = Score(model);

        Assert.Equal(first, second);
        Assert.Equal(graph, Assert.Single(Graphs));
        Assert.NotEqual(written, File.GetLastWriteTimeUtc(graph));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_spoilt_graph_is_passed_over_and_written_again(int keptBytes)
    {
        var model = _folder.Write(Parsed(Deep(1)));
        var expected = Score(model);
        var graph = Assert.Single(Graphs);
        var whole = File.ReadAllBytes(graph);
        File.WriteAllBytes(graph, whole[..keptBytes]);

        Assert.Equal(expected, Score(model));

        Assert.Equal(whole.Length, new FileInfo(Assert.Single(Graphs)).Length);
    }

    [Fact]
    public void A_graph_with_its_right_digest_that_the_runtime_refuses_is_passed_over()
    {
        var model = _folder.Write(Parsed(Deep(1)));
        var expected = Score(model);
        var graph = Assert.Single(Graphs);
        var key = Path.GetFileName(graph).Split('-')[0];
        File.Delete(graph);
        File.WriteAllText(Path.Combine(CacheFolder, "x.tmp"), "not a graph");
        Cache().Keep(Path.Combine(CacheFolder, "x.tmp"), key, CancellationToken.None);

        Assert.Equal(expected, Score(model));

        Assert.Equal(Path.GetFileName(graph), Path.GetFileName(Assert.Single(Graphs)));
    }

    [Fact]
    public void Another_model_and_other_options_have_graphs_of_their_own()
    {
        Score(_folder.Write(Parsed(Deep(1)), "one.onnx"));
        Score(_folder.Write(Parsed(Deep(2)), "two.onnx"));
        Score(_folder["one.onnx"], new OnnxSessionConfig { GraphOptimization = OnnxGraphOptimization.Basic });
        Score(_folder["one.onnx"], new OnnxSessionConfig { GraphOptimization = OnnxGraphOptimization.None });

        Assert.Equal(3, Graphs.Length);
    }

    [Fact]
    public void The_graphs_that_were_not_used_for_longest_go_first()
    {
        Score(_folder.Write(Parsed(Deep(1)), "one.onnx"));
        var one = Assert.Single(Graphs);
        var bound = new FileInfo(one).Length * 5 / 2;
        _time.Advance(TimeSpan.FromHours(1));
        Score(_folder.Write(Parsed(Deep(2)), "two.onnx"), maxBytes: bound);
        var two = Assert.Single(Graphs, graph => graph != one);
        _time.Advance(TimeSpan.FromHours(1));
        Score(_folder["one.onnx"], maxBytes: bound);
        _time.Advance(TimeSpan.FromHours(1));

        Score(_folder.Write(Parsed(Deep(3)), "three.onnx"), maxBytes: bound);

        Assert.Equal(2, Graphs.Length);
        Assert.Contains(one, Graphs);
        Assert.DoesNotContain(two, Graphs);
    }

    [Fact]
    public void Where_the_folder_cannot_be_used_models_load_all_the_same()
    {
        _folder.Write("cache", "a file in its place");
        Assert.Equal(8, Score(_folder.Write(Parsed(Deep(1)))).Length);
    }

    [Fact]
    public void Models_are_loaded_at_the_same_time()
    {
        var model = _folder.Write(Parsed(Deep(1)));
        var expected = Score(model);
        File.Delete(Assert.Single(Graphs));

        Parallel.For(0, 8, _ => Assert.Equal(expected, Score(model)));

        Assert.Single(Graphs);
    }

    [Fact]
    public void Small_models_are_not_worth_a_file()
    {
        var config = new OnnxSessionConfig { GraphCache = new OptimizedGraphCache(CacheFolder, time: _time) };
        using var scorer = OnnxModelLoader.Load(_folder.Write(Parsed(Deep(1))), config);
        Assert.Empty(Graphs);
    }

    private OptimizedGraphCache Cache(long maxBytes = 1 << 20) => new(CacheFolder, maxBytes, 0, _time);

    private float[] Score(string model, OnnxSessionConfig? config = null, long maxBytes = 1 << 20)
    {
        using var scorer = OnnxModelLoader.Load(
            model, (config ?? new OnnxSessionConfig()) with { GraphCache = Cache(maxBytes) });
        return scorer.Score([new("x", Floats([2, 4], [.. Row, .. Row]))]).FloatsOf("y");
    }

    // Constants to fold and nodes to fuse, so that the optimized graph is another one.
    private static OnnxModelBuilder Deep(int seed)
    {
        var model = new OnnxModelBuilder("deep");
        var x = model.Input("x", ElementType.Float32, "n", 4);
        var a = model.Initializer<float>("a", [.. Enumerable.Range(seed, 16).Select(i => i / 7f)], 4, 4);
        var b = model.Initializer<float>("b", [.. Enumerable.Range(seed, 16).Select(i => i / 11f)], 4, 4);
        var weights = model.Node("MatMul", [a, b]);
        var bias = model.Initializer<float>("c", [1], 1);
        var y = model.Node("Relu", [model.Add(model.Node("MatMul", [x, weights]), bias)]);
        return model.Output(model.Identity(y, "y"), ElementType.Float32, "n", 4);
    }
}
