using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Flavors.Tests.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.DotNet;

public sealed class DotnetFunctionSpecs(FunctionModels models) : IClassFixture<FunctionModels>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_class_is_scored_with_the_assemblies_that_were_saved_with_it()
    {
        using var scorer = ModelFlavors.Load(await WriteAsync(models.Content("User.Doubler")));

        Assert.Equal("x", Assert.Single(scorer.Schema.Inputs).Name);
        Assert.Equal([2, 3], Score(scorer, 1, 1.5f));
    }

    [Fact]
    public async Task A_static_method_is_a_model()
    {
        using var scorer = ModelFlavors.Load(await WriteAsync(models.Content("User.Functions", "Negate")));
        Assert.Equal([-1, 2], Score(scorer, 1, -2));
    }

    [Fact]
    public async Task A_model_finds_its_config_and_is_disposed_when_it_is_unloaded()
    {
        var directory = await WriteAsync(models.Content("User.Adder", config: new JsonObject { ["amount"] = 2.5 }));
        var scorer = ModelFlavors.Load(directory);

        Assert.Equal([3.5f], Score(scorer, 1));
        scorer.Dispose();
        Assert.True(File.Exists(Path.Combine(directory.Path, "disposed")));
        Assert.Throws<ObjectDisposedException>(() => Score(scorer, 1));
    }

    [Fact]
    public async Task Steps_before_and_after_wrap_another_model_of_the_same_folder()
    {
        var onnx = new TempFolder();
        onnx.Write("MLmodel", "flavors: {onnx: {data: model.onnx}}");
        var model = new OnnxModelBuilder("triple");
        var x = model.Input("x", ElementType.Float32, "n");
        model.Output(model.Mul(x, model.Initializer<float>("w", [3], 1), "y"), ElementType.Float32, "n");
        onnx.Write(Parsed(model));
        var directory = await WriteAsync(models.Content("User.Around", inner: ModelDirectory.Open(onnx.Path)));
        onnx.Dispose();

        using var scorer = ModelFlavors.Load(directory);

        Assert.Equal([-6, -9], Score(scorer, 1, 2));
    }

    [Fact]
    public async Task A_function_of_this_program_is_saved_by_itself_and_a_lambda_is_refused()
    {
        var source = DotnetFunctionSource.Of(OwnFunctions.Same);
        Assert.Equal(("Tracking.Models.Flavors.Tests.dll", "Same"), (source.Assembly, source.Method));

        var error = Assert.Throws<ModelLoadException>(() => DotnetFunctionSource.Of((inputs, _) => inputs));
        Assert.Contains("no public static method of a public class", error.Message);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Unloading_gives_the_assemblies_back()
    {
        var directory = await WriteAsync(models.Content("User.Doubler"));

        var context = LoadScoreAndDispose(directory);
        for (var round = 0; context.IsAlive && round < 100; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }

    [Fact]
    public async Task Two_models_do_not_see_each_other()
    {
        using var one = ModelFlavors.Load(await WriteAsync(models.Content("User.Doubler")));
        using var two = ModelFlavors.Load(await FunctionModels.WriteAsync(
            _folder["other"], models.Content("User.Functions", "Negate")));

        var loaded = AssemblyLoadContext.All
            .Where(context => context.Name?.Contains(_folder.Path, StringComparison.Ordinal) == true)
            .Select(context => context.Assemblies.Single(assembly => assembly.GetName().Name == "UserModel"));
        Assert.Equal(2, loaded.Distinct().Count());
        Assert.Equal([8, -4], [.. Score(one, 4), .. Score(two, 4)]);
    }

    [Fact]
    public async Task Errors_of_the_model_are_one_line_and_its_outputs_are_held_against_the_signature()
    {
        using var failing = ModelFlavors.Load(await WriteAsync(models.Content("User.Functions", "Fail")));
        using var mute = ModelFlavors.Load(await FunctionModels.WriteAsync(
            _folder["mute"], models.Content("User.Functions", "Mute")));

        var failed = Assert.Throws<ScoringException>(() => Score(failing, 1));
        var missing = Assert.Throws<ScoringException>(() => Score(mute, 1));

        Assert.Equal("The model failed: InvalidOperationException: of no use at all.", failed.Message);
        Assert.Equal(ScoringFault.ModelFailed, failed.Fault);
        Assert.Equal("The model gave no output 'y', only none.", missing.Message);
    }

    [Fact]
    public async Task Assemblies_are_let_go_by_the_disposal_and_not_by_the_next_collection()
    {
        var scorer = ModelFlavors.Load(await WriteAsync(models.Content("User.Doubler")));
        var context = AssemblyLoadContext.All.Single(each => each.Name == $"model {_folder["model"]}");
        var isLetGo = false;
        context.Unloading += _ => isLetGo = true;

        scorer.Dispose();

        Assert.True(isLetGo);
        GC.KeepAlive(context);
    }

    [Fact]
    public async Task Inputs_are_held_against_the_signature()
    {
        using var scorer = ModelFlavors.Load(await WriteAsync(models.Content("User.Doubler")));
        string Refusal(params NamedTensor[] inputs) =>
            Assert.Throws<ScoringException>(() => scorer.Score(inputs)).Message;

        Assert.Equal("Missing input 'x', expected float32 of shape [-1].", Refusal());
        Assert.Equal(
            "Input 'x' must be float32 of shape [-1], got float32 of shape [1, 1].",
            Refusal(new NamedTensor("x", Floats([1, 1], 1))));
        Assert.Equal(
            "Unknown input 'z'; the model takes 'x'.",
            Refusal(new NamedTensor("x", Floats([1], 1)), new NamedTensor("z", Floats([1], 1))));
    }

    private Task<ModelDirectory> WriteAsync(ModelContent content) =>
        FunctionModels.WriteAsync(_folder["model"], content);

    private static float[] Score(IScorer scorer, params float[] x) =>
        scorer.Score([new NamedTensor("x", Floats([x.Length], x))]).FloatsOf("y");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadScoreAndDispose(ModelDirectory directory)
    {
        using var scorer = ModelFlavors.Load(directory);
        Assert.Equal([4], Score(scorer, 2));
        return new WeakReference(AssemblyLoadContext.All.Single(
            context => context.Name == $"model {directory.Path}"));
    }
}

public static class OwnFunctions
{
    public static IReadOnlyList<NamedTensor> Same(IReadOnlyList<NamedTensor> inputs, CancellationToken token) => inputs;
}
