using Tracking.Models.Format;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Processes;

/// <summary>python_function models that their own module loads: no mlflow, no numpy.</summary>
internal sealed class PythonModels : IDisposable
{
    /// <summary>One column x and one output y.</summary>
    public const string Signature =
        """
        signature:
          inputs: '[{"type": "double", "name": "x", "required": true}]'
          outputs: '[{"type": "double", "name": "y", "required": true}]'
        """;

    /// <summary>The same with a parameter.</summary>
    public const string SignatureWithTimes =
        $$"""
        {{Signature}}
          params: '[{"name": "times", "type": "long", "default": 2, "shape": null}]'
        """;

    private readonly TempFolder _folder = new();

    public TempFolder Folder => _folder;

    /// <summary>A model whose class Model has this body.</summary>
    public ModelDirectory Write(string body, string signature = Signature, string imports = "")
    {
        _folder.Write(
            "MLmodel",
            $"flavors: {{python_function: {{loader_module: own_model, code: code, data: data}}}}\n{signature}\n");
        _folder.Write("data/weights.txt", "10");
        _folder.Write("code/own_model.py", $"{imports}\n{Loader}{Indented(body)}\n");
        return ModelDirectory.Open(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    private static string Indented(string body) =>
        string.Join('\n', body.Split('\n').Select(line => "    " + line));

    private const string Loader =
        """
        import os, sys, time

        def _load_pyfunc(path):
            return Model(float(open(os.path.join(path, "weights.txt")).read()))

        class Model:
            def __init__(self, weight):
                self.weight = weight


        """;
}
