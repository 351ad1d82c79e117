using Tracking.Models.Format;
using Tracking.TestKit;

namespace Tracking.Models.Tests.Format;

public class BrokenModelSpecs
{
    private const string Onnx = "flavors:\n  onnx:\n    data: model.onnx\n";

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        using var temp = new TempFolder();

        var error = await Assert.ThrowsAsync<ModelLoadException>(() => ModelDirectory.OpenAsync(temp["nope"]));

        Assert.Equal($"There is no model folder '{temp["nope"]}'.", error.Message);
    }

    [Fact]
    public void A_folder_without_MLmodel_is_no_model()
    {
        using var temp = new TempFolder();

        var error = Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp.Path));

        Assert.Equal($"'{temp.Path}' is not a model folder: it has no MLmodel file.", error.Message);
    }

    public static TheoryData<string, string> BrokenFiles => new()
    {
        { "", "is empty" },
        { "# nothing\n", "MLmodel is empty" },
        { "flavors: [", "MLmodel is not YAML: line" },
        { "flavors:\n  onnx:\n    data: 'model", "MLmodel is not YAML: line 3" },
        { "a: 1\na: 2\n", "MLmodel is not YAML: line" },
        { "- flavors\n", "not a YAML mapping" },
        { "a: 1\n---\nb: 2\n", "holds 2 YAML documents" },
        { "run_id: abc\n", "has no flavors" },
        { "flavors: {}\n", "has no flavors" },
        { "flavors: onnx\n", "line 1: flavors is 'onnx'; expected a mapping" },
        { "flavors:\n  onnx: 5\n", "line 2: flavors.onnx is '5'; expected a mapping" },
        { "flavors:\n  onnx:\n    data: [a]\n", "line 3: flavors.onnx.data is a list; expected text" },
        { Onnx, "flavors.onnx.data names 'model.onnx', which is not in the model folder" },
        { "flavors:\n  onnx:\n    data: ../../secret\n", "'../../secret', which is outside the model folder" },
        { "flavors:\n  onnx:\n    data: /etc/passwd\n", "'/etc/passwd', which is outside the model folder" },
        { "flavors:\n  onnx:\n    data: \"a\\0b\"\n", "flavors.onnx.data is no file name" },
        { "flavors: {a: {}}\nmodel_size_bytes: big\n", "model_size_bytes is 'big'; expected a whole number" },
        { "flavors: {a: {}}\nsignature: {inputs: '{}'}\n", "signature.inputs is not a JSON list" },
        { "flavors: {a: {}}\n? [x]\n: 1\n", "line 2: a key must be text" },
        { "flavors: {a: {}}\n\0\0", "holds zero bytes" },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void What_is_wrong_with_the_file_is_said(string content, string expected)
    {
        using var temp = new TempFolder();
        temp.Write(MlModel.FileName, content);

        var error = Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(temp.Path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("model.onnx", "flavors.onnx.data names 'model.onnx', which is a link to a place outside")]
    [InlineData(MlModel.FileName, "MLmodel' is a link to a place outside the model folder")]
    public void A_link_that_leaves_the_folder_is_refused(string link, string expected)
    {
        using var temp = new TempFolder();
        temp.Write("secret", Onnx);
        temp.Write("model/MLmodel", Onnx);
        temp.Write("model/model.onnx", "weights");
        File.Delete(temp[$"model/{link}"]);
        File.CreateSymbolicLink(temp[$"model/{link}"], "../secret");

        var error = Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp["model"]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_a_linked_subfolder_outside_is_refused()
    {
        using var temp = new TempFolder();
        temp.Write("elsewhere/model.onnx", "weights");
        temp.Write("model/MLmodel", "flavors:\n  onnx:\n    data: sub/model.onnx\n");
        Directory.CreateSymbolicLink(temp["model/sub"], temp["elsewhere"]);

        var error = Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp["model"]));

        Assert.Contains("which is a link to a place outside", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_within_the_folder_and_to_the_folder_are_followed()
    {
        using var temp = new TempFolder();
        temp.Write("real/MLmodel", Onnx);
        temp.Write("real/blobs/1", "weights");
        File.CreateSymbolicLink(temp["real/model.onnx"], "blobs/1");
        Directory.CreateSymbolicLink(temp["alias"], temp["real"]);

        Assert.Equal(temp["alias/model.onnx"], ModelDirectory.Open(temp["alias"]).PathOf("model.onnx"));
    }

    [Fact]
    public void A_link_in_a_circle_is_refused()
    {
        using var temp = new TempFolder();
        temp.Write("MLmodel", Onnx);
        File.CreateSymbolicLink(temp["model.onnx"], "model.onnx");

        Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp.Path));
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_unread()
    {
        using var temp = new TempFolder();
        using (var file = File.Create(temp[MlModel.FileName]))
        {
            file.SetLength(MlModel.MaxBytes + 1);
        }

        var error = Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp.Path));

        Assert.Contains(
            "16777217 bytes; an MLmodel file has at most 16777216", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        using var temp = new TempFolder();
        File.WriteAllBytes(temp[MlModel.FileName], [.. "flavors: "u8, 0xff, 0xfe]);

        var error = Assert.Throws<ModelLoadException>(() => ModelDirectory.Open(temp.Path));

        Assert.Contains("not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_opens_once_its_data_is_there()
    {
        using var temp = new TempFolder();
        temp.Write(MlModel.FileName, Onnx);
        temp.Write("model.onnx", "12345");

        var model = ModelDirectory.Open(temp.Path);

        Assert.Equal(temp["model.onnx"], model.PathOf("model.onnx"));
        Assert.Equal(Onnx.Length + 5, model.SizeOfFiles());
        Assert.Throws<ModelLoadException>(() => model.PathOf("../other"));
    }
}
