using Google.Protobuf;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring.Wire;
using Tracking.Models.Format;
using Tracking.TestKit;
using static Tracking.Models.Flavors.Tests.Onnx.SampleModels;

namespace Tracking.Models.Flavors.Tests.Onnx;

public sealed class OnnxLoadErrorSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Model => _folder["model.onnx"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_named()
    {
        Refuses($"There is no model file '{Model}'.");
        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(_folder["no", "folder.onnx"]));
        Assert.Equal($"There is no model file '{_folder["no", "folder.onnx"]}'.", error.Message);
    }

    [Fact]
    public void A_folder_is_no_model_file()
    {
        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(_folder.Path));
        Assert.Equal($"'{_folder.Path}' is a folder, expected an ONNX file.", error.Message);
    }

    [Theory]
    [InlineData("", "is empty; the model was not fully written.")]
    [InlineData("hello world\n", "is not an ONNX model: it is text.")]
    [InlineData(
        "\n<!DOCTYPE html><html>404</html>",
        "is not an ONNX model: it is HTML or XML, perhaps the error page of a download.")]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid",
        "is not an ONNX model: it is a pointer of Git LFS; run 'git lfs pull'.")]
    [InlineData("PK\u0003\u0004zip", "is not an ONNX model: it is a zip archive.")]
    public void Files_of_another_kind_are_told_apart(string content, string problem)
    {
        _folder.Write("model.onnx", content);
        Refuses($"'{Model}' {problem}");
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        var whole = AddOneToFour().ToBytes();
        File.WriteAllBytes(Model, whole[..(whole.Length / 2)]);
        Refuses($"'{Model}' is not an ONNX model, or only a part of one.");
    }

    [Fact]
    public void A_newer_format_is_told_with_what_can_be_read()
    {
        Change(model => model.IrVersion = 99);
        Assert.Matches(
            @"version 99 of the ONNX format, the newest that can be read is \d+; export it for an older one\.$",
            Refuse().Message);
    }

    [Fact]
    public void A_newer_opset_is_told_with_what_is_known()
    {
        Change(model => model.OpsetImport[0].Version = 99);
        Assert.Matches(
            @"uses opset 99 of ai\.onnx, the newest that is known is \d+; export it for an older one\.$",
            Refuse().Message);
    }

    [Fact]
    public void An_unknown_operator_is_named()
    {
        Change(model => model.Graph.Node[0].OpType = "Nonsense");
        Assert.Contains("No Op registered for Nonsense", Refuse().Message);
        Assert.DoesNotContain('\n', Refuse().Message);
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        _folder.Write(WithExternalWeight("weights.bin"));
        Refuses(
            $"'{Model}' keeps weights in 'weights.bin', which is not beside it; copy the model with all its files.");
    }

    [Fact]
    public void Truncated_weights_are_named()
    {
        _folder.Write("weights.bin", "short");
        _folder.Write(WithExternalWeight("weights.bin"));
        Refuses(
            $"'{Model}' keeps weight 'w' in a file beside it that is too short; the model was not fully written.");
    }

    [Fact]
    public void Weights_behind_a_link_out_of_the_models_folder_are_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["secret.bin"], new byte[16]);
        Directory.CreateDirectory(folder["model"]);
        File.CreateSymbolicLink(folder["model/weights.bin"], "../secret.bin");
        var path = folder.Write(SampleModels.WithExternalWeight("weights.bin"), "model/model.onnx");

        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(path));
        Assert.Equal(
            $"'{path}' keeps weights in 'weights.bin', which is a link to a place outside its folder.", error.Message);
    }

    [Fact]
    public void Weights_outside_the_models_folder_are_refused()
    {
        _folder.Write("weights.bin", "sixteen bytes long");
        Directory.CreateDirectory(_folder["inner"]);
        var path = _folder.Write(WithExternalWeight("../weights.bin"), "inner/model.onnx");
        var error = Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(path));
        Assert.Equal($"'{path}' keeps weights in '../weights.bin', which is outside its folder.", error.Message);
    }

    [Fact]
    public void Weights_at_an_address_in_memory_are_refused()
    {
        _folder.Write(WithExternalWeight("*/_ORT_MEM_ADDR_/*"));
        Refuses($"'{Model}' keeps weights in '*/_ORT_MEM_ADDR_/*', which is not beside it; "
            + "copy the model with all its files.");
    }

    [Fact]
    public void Loading_can_be_cancelled()
    {
        _folder.Write(Parsed(AddOneToFour()));
        var fired = new CancellationToken(true);
        Assert.ThrowsAny<OperationCanceledException>(() => OnnxModelLoader.Load(Model, null, fired));
    }

    private void Change(Action<ModelProto> change)
    {
        var model = Parsed(AddOneToFour());
        change(model);
        File.WriteAllBytes(Model, model.ToByteArray());
    }

    private ModelLoadException Refuse() => Assert.Throws<ModelLoadException>(() => OnnxModelLoader.Load(Model));

    private void Refuses(string message) => Assert.Equal(message, Refuse().Message);
}
