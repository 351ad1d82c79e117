using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Format;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxSessionConfigSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_option_of_an_mlmodel_file_is_read()
    {
        var config = SessionOptionsSection.Read(Section("""
            graph_optimization_level: 99
            intra_op_num_threads: 3
            inter_op_num_threads: 0
            execution_mode: parallel
            extra_session_config:
              session.set_denormal_as_zero: "1"
              session.disable_prepacking: true
              x: 7
              gone: null
            """));

        Assert.Equal(OnnxGraphOptimization.All, config.GraphOptimization);
        Assert.Equal((3, 0), (config.IntraOpThreads, config.InterOpThreads));
        Assert.Equal(OnnxExecutionMode.Parallel, config.ExecutionMode);
        Assert.Equal(
            [("session.disable_prepacking", "1"), ("session.set_denormal_as_zero", "1"), ("x", "7")],
            config.ExtraSessionConfig.Select(entry => (entry.Key, entry.Value)).Order());
    }

    [Theory]
    [InlineData("graph_optimization_level: 7", "graph_optimization_level is '7'; expected 0, 1, 2 or 99.")]
    [InlineData("intra_op_num_threads: -1", "intra_op_num_threads is '-1'; expected 0 to 1024.")]
    [InlineData("inter_op_num_threads: 9999", "inter_op_num_threads is '9999'; expected 0 to 1024.")]
    [InlineData("execution_mode: fast", "execution_mode is 'fast'; expected sequential or parallel.")]
    public void Options_out_of_range_are_named(string yaml, string problem)
    {
        var section = Section(yaml);
        var error = Assert.Throws<ModelLoadException>(() => SessionOptionsSection.Read(section));
        Assert.Equal($"MLmodel: flavors.onnx.onnx_session_options.{problem}", error.Message);
    }

    [Fact]
    public void The_caller_overrides_the_file_option_by_option()
    {
        var file = new OnnxSessionConfig
        {
            GraphOptimization = OnnxGraphOptimization.Basic,
            IntraOpThreads = 2,
            ExtraSessionConfig = new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" },
        };
        var caller = new OnnxSessionConfig
        {
            IntraOpThreads = 4,
            ExtraSessionConfig = new Dictionary<string, string> { ["b"] = "2" },
        };

        var both = file.OverriddenBy(caller);

        Assert.Equal((OnnxGraphOptimization.Basic, 4), (both.GraphOptimization, both.IntraOpThreads));
        Assert.Equal(["1", "2"], both.ExtraSessionConfig.Values);
        Assert.Same(file, file.OverriddenBy(null));
    }

    [Fact]
    public void A_configured_session_scores_as_the_default_one_does()
    {
        using var scorer = _folder.Load(AddOneToFour(), new OnnxSessionConfig
        {
            GraphOptimization = OnnxGraphOptimization.None,
            ExecutionMode = OnnxExecutionMode.Parallel,
            IntraOpThreads = 2,
            InterOpThreads = 2,
            ExtraSessionConfig = new Dictionary<string, string> { ["session.intra_op.allow_spinning"] = "1" },
        });

        Assert.Equal([1, 2, 3, 4], scorer.Score([new("x", Floats([1, 4], 0, 0, 0, 0))]).FloatsOf("y"));
    }

    [Fact]
    public void Too_many_threads_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => _folder.Load(AddOneToFour(), new OnnxSessionConfig { IntraOpThreads = 1025 }));
        Assert.Equal("IntraOpThreads must be 0 to 1024, got 1025.", error.Message);
    }

    private static MlModelSection Section(string options) => MlModel
        .Parse("flavors:\n  onnx:\n    onnx_session_options:\n      " + options.ReplaceLineEndings("\n      "))
        .Flavors["onnx"].Section("onnx_session_options")!;
}
