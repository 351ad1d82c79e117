using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Scoring;

/// <summary>
/// A model of 8 MB is loaded, scored and unloaded 1,000 times: the resident memory at the end against that after the
/// tenth time.
/// </summary>
internal static class UnloadBenchmark
{
    private const int Width = 1024;
    private const int Cycles = 1000;
    private const int WarmUp = 10;
    private const int Steps = 5;

    public static async Task RunAsync(TextWriter output, CancellationToken stop)
    {
        using var folder = new TempFolder();
        var path = folder["dense.onnx"];
        await Dense().WriteToAsync(path, stop);
        long tenth = 0;
        for (var cycle = 1; cycle <= Cycles && !stop.IsCancellationRequested; cycle++)
        {
            LoadAndScore(path);
            if (cycle == WarmUp)
            {
                tenth = await ResidentAsync(stop);
            }
            else if (cycle % (Cycles / Steps) == 0)
            {
                var now = await ResidentAsync(stop);
                await output.WriteLineAsync(
                    $"after {cycle} loads: {now >> 20} MiB, {(double)now / tenth:0.000} of the {tenth >> 20} MiB after "
                    + $"{WarmUp}");
            }
        }
    }

    private static void LoadAndScore(string path)
    {
        using var scorer = OnnxModelLoader.Load(path);
        NamedTensor[] inputs = [new("x", new Tensor<float>(new float[8 * Width], 8, Width))];
        for (var i = 0; i < 4; i++)
        {
            scorer.Score(inputs);
        }
    }

    // The collector's own reserve comes and goes by some 15 MiB; what counts here is what models leave behind.
    private static async Task<long> ResidentAsync(CancellationToken stop)
    {
        // Native memory is given back a second after an unload.
        await Task.Delay(TimeSpan.FromSeconds(2), stop);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    private static OnnxModelBuilder Dense()
    {
        var model = new OnnxModelBuilder("dense");
        var value = model.Input("x", ElementType.Float32, "n", Width);
        for (var layer = 0; layer < 2; layer++)
        {
            var weights = model.Initializer<float>($"w{layer}", new float[Width * Width], Width, Width);
            value = model.Node("Relu", [model.Node("MatMul", [value, weights])]);
        }

        return model.Output(model.Identity(value, "y"), ElementType.Float32, "n", Width);
    }
}
