using Microsoft.Extensions.DependencyInjection;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

/// <summary>A host with models whose inputs are described in different ways, and scripts of Node beside it.</summary>
internal sealed class DescribedModels : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServingOptions _options = new() { Port = 0 };
    private readonly Dictionary<string, IScorer> _scorers = [];

    public DescribedModels With(string name, IScorer scorer, string? inputs = null, string? example = null)
    {
        _folder.Write($"{name}/model.onnx", "not opened");
        var signature = inputs is null ? "" : $"signature:\n  inputs: '{inputs}'\n  outputs: null\n";
        var saved = example is null
            ? ""
            : "saved_input_example_info:\n  artifact_path: input_example.json\n" +
                "  serving_input_path: serving_input_example.json\n  type: ndarray\n";
        _folder.Write($"{name}/MLmodel", $"flavors:\n  onnx:\n    data: model.onnx\n{signature}{saved}");
        if (example is not null)
        {
            _folder.Write($"{name}/serving_input_example.json", example);
        }

        _scorers[Path.GetFullPath(_folder[name])] = scorer;
        _options.Models.Add(new ServedModel(new FolderUri(_folder[name]), name));
        return this;
    }

    /// <summary>With a column for each input, each of a row's length.</summary>
    public DescribedModels WithColumns(string name, string inputs, params (string Name, ElementType Type)[] columns) =>
        With(name, FunctionScorer.Of([.. columns.Select(one => new TensorInfo(one.Name, one.Type, [-1, 1]))]), inputs);

    public Task<ServingHost> StartAsync() => ServingHost.StartAsync(
        _options,
        null,
        services => services.AddSingleton<ScorerFactory>(_ => (model, _) => _scorers[Path.GetFullPath(model.Path)]),
        Patience.Token());

    /// <summary>Runs a script of the folder Browser with the packages and the host's address.</summary>
    public static async Task RunAsync(string script, ServingHost host, params string[] more)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Browser");
        var modules = await NpmModules.InstallAsync(folder);
        await NodeScript.RunAsync(folder, [script, modules, host.Address.ToString(), .. more]);
    }

    public void Dispose() => _folder.Dispose();
}
