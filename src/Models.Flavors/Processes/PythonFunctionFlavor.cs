using System.Reflection;
using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Declared;
using Tracking.Models.Flavors.Processes.Frames;
using Tracking.Models.Flavors.Processes.Supervision;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Signatures.Json;

namespace Tracking.Models.Flavors.Processes;

/// <summary>
/// The <c>python_function</c> flavor, scored by the user's own Python: by mlflow where that is installed there, else by
/// the model's loader module.
/// </summary>
public static class PythonFunctionFlavor
{
    /// <summary>What the flavor is called in an MLmodel file.</summary>
    public const string Name = "python_function";

    private const string PythonVariable = "TRACKING_PYTHON";
    private const string RunnerResource = "runner.py";

    private static readonly Lazy<string> Runner = new(ReadRunner);

    /// <summary>Starts Python and waits until it has loaded the model.</summary>
    /// <param name="directory">A model folder with this flavor and a signature.</param>
    /// <param name="options">Which Python, and how it is run; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes, and its processes end.</returns>
    /// <exception cref="ModelLoadException">
    /// Python or a module lacks, or the model cannot be loaded; says what to install.
    /// </exception>
    public static IScorer Load(
        ModelDirectory directory, FlavorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var flavor = FlavorSection.Of(directory, Name);
        var process = (options ?? new FlavorOptions()).Process;
        process.Validate();
        if (flavor.Text("code") is { } code)
        {
            directory.PathOf(code);
        }

        var schema = DeclaredSchema.Of(directory, needsOutputs: false);
        var command = new ProcessCommand(
            FindPython(process), ["-c", Runner.Value], directory.Path, About(directory, flavor, schema))
        {
            Variables = new Dictionary<string, string> { ["PYTHONUNBUFFERED"] = "1" },
        };
        var workers = ExternalProcessFlavor.WorkersOf(flavor, process);
        return new ProcessScorer(schema, ProcessPool.Start(command, workers, process, cancellationToken));
    }

    private static string FindPython(ModelProcessOptions options)
    {
        var stated = options.Python ?? Environment.GetEnvironmentVariable(PythonVariable);
        var name = string.IsNullOrEmpty(stated) ? OperatingSystem.IsWindows() ? "python" : "python3" : stated;
        return ProgramFile.Find(name) ?? throw new ModelLoadException(
            $"the model is scored by Python, and '{name}' is not there; install it (apt-get install python3), or name "
            + $"one by {PythonVariable}.");
    }

    private static JsonObject About(ModelDirectory directory, MlModelSection flavor, ScorerSchema schema)
    {
        var signature = directory.MlModel.Signature!;
        return new JsonObject
        {
            ["folder"] = directory.Path,
            ["flavor"] = flavor.ToJson(),
            ["columns"] = !signature.Inputs!.IsTensors,
            ["unnamed"] = signature.Inputs.Tensors is [{ Name: null }],
            ["params"] = new JsonObject((signature.Params ?? []).Select(
                param => KeyValuePair.Create(param.Name, param.Default?.DeepClone()))),
            ["datetimes"] = Columns(signature.Inputs, DataType.DateTime),
            ["binaries"] = Columns(signature.Inputs, DataType.Binary),
            ["nested"] = NestedTypes(signature.Inputs),
            ["outputs"] = new JsonArray([.. schema.Outputs.Select(Describe)]),
        };
    }

    private static JsonArray Columns(ModelSchema schema, DataType type) => new([.. schema.Columns
        .Where(column => column.Type is ScalarType scalar && scalar.DataType == type)
        .Select(column => (JsonNode?)JsonValue.Create(column.Name ?? DeclaredSchema.UnnamedInput))]);

    /// <summary>The types of nested columns, as the signature has them: times and bytes inside are made into Python's.
    /// </summary>
    private static JsonObject NestedTypes(ModelSchema schema) => new(schema.Columns
        .Where(column => column.Type is not ScalarType)
        .Select(column => KeyValuePair.Create(
            column.Name ?? DeclaredSchema.UnnamedInput, (JsonNode?)ColumnTypeJson.Write(column.Type))));

    private static JsonNode? Describe(TensorInfo info) => new JsonObject
    {
        ["name"] = info.Name,
        ["type"] = TensorHead.NameOf(info.ElementType),
    };

    private static string ReadRunner()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(RunnerResource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
