using System.Runtime.InteropServices;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

/// <summary>Runs alone: it turns the process's own stderr into a file for a moment.</summary>
[CollectionDefinition(nameof(OnnxQuietSpecs), DisableParallelization = true)]
[Collection(nameof(OnnxQuietSpecs))]
public sealed partial class OnnxQuietSpecs
{
    [Fact]
    public void Failing_loads_and_runs_write_nothing_to_stderr()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TempFolder();
        using var scorer = folder.Load(SumAndDifference());
        var broken = folder.Write("broken.onnx", "\b\bnot protobuf");
        var two = new Tensor<long>(new long[2], 2);
        var three = new Tensor<long>(new long[3], 3);

        var written = NativeStderrOf(folder["stderr"], () =>
        {
            Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(broken));
            Assert.Throws<ScoringException>(() => scorer.Score([new("a", two), new("b", three)]));
        });

        Assert.Equal("", written);
    }

    private static string NativeStderrOf(string path, Action action)
    {
        const int Stderr = 2;
        using (var file = File.Create(path))
        {
            var original = Duplicate(Stderr);
            Assert.True(DuplicateTo(file.SafeFileHandle, Stderr) >= 0);
            try
            {
                action();
            }
            finally
            {
                Assert.True(Restore(original, Stderr) >= 0);
            }
        }

        return File.ReadAllText(path);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(SafeHandle from, int to);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Restore(int from, int to);
}
