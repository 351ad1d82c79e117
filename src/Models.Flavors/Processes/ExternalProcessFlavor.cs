using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Declared;
using Tracking.Models.Flavors.Processes.Frames;
using Tracking.Models.Flavors.Processes.Supervision;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Processes;

/// <summary>The <c>external_process</c> flavor: a program of any language that scores frames on its standard input.
/// </summary>
public static class ExternalProcessFlavor
{
    /// <summary>What the flavor is called in an MLmodel file.</summary>
    public const string Name = "external_process";

    /// <summary>Starts the model's processes and waits until they have loaded it.</summary>
    /// <param name="directory">A model folder with this flavor and a signature.</param>
    /// <param name="options">How they are run, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes, and its processes end.</returns>
    /// <exception cref="ModelLoadException">The program is not there, or cannot load the model; says why.</exception>
    public static IScorer Load(
        ModelDirectory directory, FlavorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var flavor = FlavorSection.Of(directory, Name);
        var process = (options ?? new FlavorOptions()).Process;
        process.Validate();
        var schema = DeclaredSchema.Of(directory, needsOutputs: false);
        var pool = ProcessPool.Start(
            CommandOf(directory, flavor), WorkersOf(flavor, process), process, cancellationToken);
        return new ProcessScorer(schema, pool);
    }

    /// <summary>A model of this flavor, ready to be written.</summary>
    /// <param name="folder">The program's files, all of which are copied into <c>program</c>.</param>
    /// <param name="command">
    /// The program and its arguments: a name on the PATH, or a path such as <c>program/score</c>.
    /// </param>
    /// <param name="asJson">Whether tensors are sent as JSON rather than as their memory.</param>
    /// <exception cref="ArgumentException">There is no program in the command.</exception>
    public static ModelContent Content(string folder, IReadOnlyList<string> command, bool asJson = false)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfZero(command.Count);
        var options = new JsonObject
        {
            ["command"] = new JsonArray([.. command.Select(word => (JsonNode?)JsonValue.Create(word))]),
            ["data"] = ProgramFolder,
            ["encoding"] = asJson ? "json" : "tensors",
        };
        return new ModelContent(
            new ModelFlavor(Name, options, ProgramFolder, null, []), SubModelFiles.Of(folder, ProgramFolder));
    }

    /// <summary>The number of processes: the host's, else the model's, else one.</summary>
    internal static int WorkersOf(MlModelSection flavor, ModelProcessOptions options) =>
        options.Workers ?? flavor.Integer("workers") switch
        {
            null => 1,
            >= 1 and <= 64 and var count => (int)count,
            var other => throw new ModelLoadException($"MLmodel: {flavor.Path}.workers is {other}; expected 1 to 64."),
        };

    private const string ProgramFolder = "program";

    private static ProcessCommand CommandOf(ModelDirectory directory, MlModelSection flavor)
    {
        var words = flavor.Texts("command");
        if (words.Count == 0)
        {
            throw new ModelLoadException(
                $"MLmodel: {flavor.Path}.command is empty; expected a program and its arguments.");
        }

        // A path means one of the model's own files, a bare name one of the machine's programs.
        var program = words[0];
        var isOwn = program.Contains('/', StringComparison.Ordinal);
        var file = ProgramFile.Find(isOwn ? directory.PathOf(program) : program)
            ?? throw new ModelLoadException(isOwn
                ? $"'{program}' of the model cannot be run; make it executable (chmod +x) before it is saved."
                : $"'{program}' is not on the PATH; install it where the model is to be scored.");
        return new ProcessCommand(file, [.. words.Skip(1)], directory.Path, About(directory, flavor))
        {
            Encoding = flavor.Text("encoding") switch
            {
                null or "tensors" => TensorEncoding.Tensors,
                "json" => TensorEncoding.Json,
                var other => throw new ModelLoadException(
                    $"MLmodel: {flavor.Path}.encoding is '{other}'; expected tensors or json."),
            },
            Variables = flavor.Section("env") is { } section
                ? section.Keys.ToDictionary(key => key, key => section.Text(key) ?? "")
                : [],
        };
    }

    private static JsonObject About(ModelDirectory directory, MlModelSection flavor) => new()
    {
        ["folder"] = directory.Path,
        ["flavor"] = flavor.ToJson(),
    };
}
