using System.Runtime.InteropServices;
using System.Text.Json;
using Tracking.Models.Flavors.Converters;
using Tracking.Models.Flavors.Converters.ScikitLearn;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>
/// Models that the real libraries trained, and what these predict: one Python process writes them all, at the first
/// test that asks.
/// </summary>
public sealed class ToolkitCases : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<JsonElement>> _manifest;

    public ToolkitCases() => _manifest = new(TrainAsync);

    public string PathOf(string file) => _folder[file];

    /// <summary>Names of all cases that were trained.</summary>
    public async Task<string[]> NamesAsync() =>
        [.. (await _manifest.Value).EnumerateObject().Select(each => each.Name)];

    /// <summary>The files of one case's model.</summary>
    public async Task<string[]> ModelsAsync(string name) =>
        [.. (await CaseAsync(name)).GetProperty("models").EnumerateArray().Select(file => PathOf(file.GetString()!))];

    /// <summary>Converts a case's model and holds what ONNX Runtime gives against what the library gave.</summary>
    public async Task AgreesAsync(string name, string model, ConversionOptions? options = null)
    {
        var converted = await ModelConverter.ConvertAsync(model, options, Patience.Token());
        var path = _folder[$"{Path.GetFileName(model)}.onnx"];
        await File.WriteAllBytesAsync(path, converted.Onnx.ToArray());
        using var scorer = OnnxModelLoader.Load(path);
        var expected = await ReadAsync(name, "outputs");
        var actual = scorer.Score(await ReadAsync(name, "inputs"), [.. expected.Select(output => output.Name)]);
        foreach (var (want, got) in expected.Zip(actual))
        {
            Agreement.Check($"{name}, {want.Name}", want.Tensor, got.Tensor);
        }
    }

    public async Task<NamedTensor[]> ReadAsync(string name, string side) =>
        [.. (await CaseAsync(name)).GetProperty(side).EnumerateArray()
            .Select(entry => new NamedTensor(entry.GetProperty("name").GetString()!, Read(entry)))];

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement> CaseAsync(string name) => (await _manifest.Value).GetProperty(name);

    private async Task<JsonElement> TrainAsync()
    {
        var exporter = _folder.Write($"exporter/{ScikitLearnExporter.FileName}", ScikitLearnExporter.Source);
        var script = Path.Combine(AppContext.BaseDirectory, "Converters", "Python", "cases.py");
        var (code, output, errors) = await PythonToolkits.RunAsync(script, _folder.Path, exporter);
        Assert.True(code == 0, errors + output);
        return JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(_folder["manifest.json"]));
    }

    private Tensor Read(JsonElement entry)
    {
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
        var file = _folder[entry.GetProperty("file").GetString()!];
        return entry.GetProperty("type").GetString() switch
        {
            "float32" => new Tensor<float>(Numbers<float>(file), shape),
            "float64" => new Tensor<double>(Numbers<double>(file), shape),
            "int64" => new Tensor<long>(Numbers<long>(file), shape),
            _ => new StringTensor(JsonSerializer.Deserialize<string[]>(File.OpenRead(file))!, shape),
        };
    }

    private static T[] Numbers<T>(string file)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(file)).ToArray();
}
