using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Sessions;
using Tracking.Models.Format;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxProviderSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cpu", "CPUExecutionProvider")]
    [InlineData("CUDAExecutionProvider", "CUDAExecutionProvider")]
    [InlineData("TensorRT", "TensorrtExecutionProvider")]
    [InlineData("DirectML", "DmlExecutionProvider")]
    [InlineData("dml", "DmlExecutionProvider")]
    [InlineData("CoreML", "CoreMLExecutionProvider")]
    [InlineData("openvino", "OpenVINOExecutionProvider")]
    [InlineData("Novel", "NovelExecutionProvider")]
    public void Providers_are_understood_by_their_short_names(string name, string full) =>
        Assert.Equal(full, new OnnxProvider(name).Name);

    [Fact]
    public void The_provider_in_use_is_told_and_what_was_passed_over()
    {
        using var plain = _folder.Load(AddOneToFour());
        using var scorer = _folder.Load(AddOneToFour(), Config("Novel", "CPU"));

        Assert.Equal(["CPUExecutionProvider"], plain.Providers);
        Assert.Empty(plain.SkippedProviders);
        Assert.Equal(["CPUExecutionProvider"], scorer.Providers);
        Assert.Equal(["NovelExecutionProvider"], scorer.SkippedProviders);
    }

    [Fact]
    public void A_provider_that_is_not_there_is_an_error_where_no_other_is_named()
    {
        var error = Assert.Throws<ModelLoadException>(() => _folder.Load(AddOneToFour(), Config("Novel")));

        var path = _folder["model.onnx"];
        Assert.StartsWith(
            $"'{path}' is to run on NovelExecutionProvider, but this ONNX Runtime has ", error.Message);
        Assert.EndsWith("only; name CPUExecutionProvider as well to run it there.", error.Message);
    }

    [Fact]
    public void Providers_of_a_file_are_read_with_their_options()
    {
        var model = MlModel.Parse("flavors: {onnx: {providers: [[CUDAExecutionProvider, {device_id: 1}], CPU]}}");

        var providers = ProviderChoice.Read(model.Flavors["onnx"]);

        Assert.Equal(
            ["CUDAExecutionProvider", "CPUExecutionProvider"], providers.Select(provider => provider.Name));
        Assert.Equal("1", providers[0].Options["device_id"]);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[{a: b}]")]
    [InlineData("[[CPU]]")]
    [InlineData("['']")]
    public void Other_things_in_their_place_are_refused(string providers)
    {
        var model = MlModel.Parse($"flavors: {{onnx: {{providers: {providers}}}}}");
        var error = Assert.Throws<ModelLoadException>(() => ProviderChoice.Read(model.Flavors["onnx"]));
        Assert.StartsWith("MLmodel: flavors.onnx.providers must be a list", error.Message);
    }

    [Fact]
    public void The_providers_of_a_folder_count_until_the_caller_names_others()
    {
        _folder.Write("MLmodel", "flavors: {onnx: {data: model.onnx, providers: [NovelExecutionProvider]}}");
        _folder.Write(Parsed(AddOneToFour()));
        var directory = ModelDirectory.Open(_folder.Path);

        Assert.Throws<ModelLoadException>(() => OnnxFlavor.Load(directory));
        using var scorer = OnnxFlavor.Load(directory, Config("CPU"));
        Assert.Empty(scorer.SkippedProviders);
    }

    private static OnnxSessionConfig Config(params string[] providers) =>
        new() { Providers = [.. providers.Select(name => new OnnxProvider(name))] };
}
