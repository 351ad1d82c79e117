using Tracking.Models.Format;
using Tracking.TestKit;

namespace Tracking.Models.Tests.Format;

public sealed class ModelDigestSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_the_same_for_a_copy_and_another_for_other_bytes_names_and_signatures()
    {
        var plain = await WriteAsync("plain", "a");
        var digests = new List<string> { plain };
        foreach (var change in (Action<string>[])
        [
            folder => File.AppendAllText(Path.Join(folder, "model.onnx"), "b"),
            folder => File.Move(Path.Join(folder, "requirements.txt"), Path.Join(folder, "requirement.txt")),
            folder => File.AppendAllText(Path.Join(folder, MlModel.FileName), "signature: {inputs: '[]'}\n"),
        ])
        {
            var copy = Directory.CreateDirectory(_folder[$"copy{digests.Count}"]).FullName;
            foreach (var file in Directory.EnumerateFiles(_folder["plain"]))
            {
                File.Copy(file, Path.Join(copy, Path.GetFileName(file)));
            }

            Assert.Equal(plain, await ModelDigest.OfAsync(copy, Patience.Token()));
            change(copy);
            digests.Add(await ModelDigest.OfAsync(copy, Patience.Token()));
        }

        Assert.Equal(digests.Count, digests.Distinct().Count());
        Assert.All(digests, digest => Assert.StartsWith("sha256:", digest));
    }

    [Fact]
    public async Task Folders_linked_in_a_circle_are_not_entered()
    {
        var digest = await WriteAsync("plain", "a");
        Directory.CreateSymbolicLink(_folder["plain", "circle"], ".");
        var directory = ModelDirectory.Open(_folder["plain"]);

        Assert.Equal(digest, await ModelDigest.OfAsync(directory.Path, Patience.Token()));
        Assert.True(directory.SizeOfFiles() > 0);
    }

    [Fact]
    public async Task Code_and_requirements_are_written_where_mlflow_looks()
    {
        await WriteAsync("model", "a", content => content with
        {
            Code = [ModelFile.Of("pkg/help.py", "x = 1"u8.ToArray())],
            Requirements = ["numpy==2.2.0"],
        });

        var model = ModelDirectory.Open(_folder["model"]).MlModel;
        Assert.Equal("x = 1", File.ReadAllText(_folder["model/code/pkg/help.py"]));
        Assert.Equal("code", model.Flavors["python_function"].Text("code"));
        Assert.Equal("code", model.Flavors["onnx"].Text("code"));
        Assert.EndsWith("numpy==2.2.0", File.ReadAllText(_folder["model/requirements.txt"]));
        Assert.Contains("numpy==2.2.0", File.ReadAllText(_folder["model/conda.yaml"]));
    }

    private async Task<string> WriteAsync(string name, string data, Func<ModelContent, ModelContent>? change = null)
    {
        var content = new ModelContent(
            ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", System.Text.Encoding.UTF8.GetBytes(data))]);
        var directory = await new ModelDirectoryWriter(new ManualTime()).WriteAsync(
            _folder[name], change is null ? content : change(content), Patience.Token());
        return await ModelDigest.OfAsync(directory.Path, Patience.Token());
    }
}
