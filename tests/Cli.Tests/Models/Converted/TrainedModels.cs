using System.Text.Json.Nodes;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Models.Converted;

/// <summary>
/// Models of the real libraries, trained once, and the folders that <c>models convert</c> makes of them.
/// </summary>
public sealed class TrainedModels : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<JsonNode>> _cases;
    private int _converted;

    public TrainedModels() => _cases = new(TrainAsync);

    public void Dispose() => _folder.Dispose();

    /// <summary>Converts a model into a new folder.</summary>
    public async Task<string> ConvertAsync(string model)
    {
        _ = await _cases.Value;
        var folder = _folder[$"converted{Interlocked.Increment(ref _converted)}"];
        await CliCall.SucceedAsync("models", "convert", "-i", _folder[model], "-d", folder);
        return folder;
    }

    /// <summary>What the library says to some rows.</summary>
    internal async Task<LibraryAnswer> AnswerAsync(string model) => LibraryAnswer.Read((await _cases.Value)[model]!);

    private async Task<JsonNode> TrainAsync()
    {
        var exporter = _folder["exporter.py"];
        await CliCall.SucceedAsync("models", "exporter", "-o", exporter);
        var script = Path.Combine(AppContext.BaseDirectory, "Converted", "train.py");
        var (code, output, errors) = await PythonToolkits.RunAsync(script, _folder.Path, exporter);
        Assert.True(code == 0, errors + output);
        return JsonNode.Parse(await File.ReadAllTextAsync(_folder["cases.json"]))!;
    }
}
