using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;

namespace Tracking.Models.Flavors.DotNet;

/// <summary>The <c>dotnet_function</c> flavor: a model written in .NET, saved with its assemblies.</summary>
public static class DotnetFunctionFlavor
{
    /// <summary>What the flavor is called in an MLmodel file.</summary>
    public const string Name = "dotnet_function";

    /// <summary>
    /// Loads the model into a load context of its own, which disposing unloads. It shares .NET and Tracking.Models with
    /// the host and sees no other assembly of it.
    /// </summary>
    /// <param name="directory">A model folder with this flavor and a signature.</param>
    /// <param name="options">How a wrapped model is loaded, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The model, which the caller disposes.</returns>
    /// <exception cref="ModelLoadException">One line that names the assembly, type or dependency at fault.</exception>
    public static IScorer Load(
        ModelDirectory directory, FlavorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var flavor = FlavorSection.Of(directory, Name);
        var schema = DeclaredSchema.Of(directory, needsOutputs: true);
        var inner = LoadInner(directory, flavor, (options ?? new FlavorOptions()).Inner(), cancellationToken);
        try
        {
            var config = ConfigOf(flavor);
            var code = ModelCode.Load(directory, flavor, new ModelContext(directory.Path, config, inner));
            return new DotnetFunctionScorer(schema, code, inner);
        }
        catch
        {
            inner?.Dispose();
            throw;
        }
    }

    /// <summary>A model of this flavor, ready to be written.</summary>
    /// <param name="source">The class or method, and its files.</param>
    /// <param name="signature">Inputs and outputs: tensors, or columns of scalars.</param>
    /// <param name="config">What the model finds in its <see cref="ModelContext"/>, or null.</param>
    /// <param name="inner">A model that this one wraps, copied into its folder, or null.</param>
    /// <exception cref="ModelLoadException">The assembly or type cannot be used; says why.</exception>
    public static ModelContent Content(
        DotnetFunctionSource source, ModelSignature signature, JsonObject? config = null, ModelDirectory? inner = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(signature);
        var options = new JsonObject
        {
            ["assembly"] = source.Assembly,
            ["config"] = config?.DeepClone(),
            ["data"] = CodeFolder,
            ["framework"] = $"net{Environment.Version.Major}.{Environment.Version.Minor}",
            ["method"] = source.Method,
            ["type"] = source.TypeName,
            ["wraps"] = inner is null ? null : InnerFolder,
        };
        return new ModelContent(
            new ModelFlavor(Name, options, CodeFolder, null, []),
            [.. source.Files(CodeFolder), .. inner is null ? [] : SubModelFiles.Of(inner, InnerFolder)])
        {
            Signature = signature,
        };
    }

    internal const string CodeFolder = "assemblies";

    private const string InnerFolder = "inner";

    // Parsed from text, numbers convert to whichever type the model asks for.
    private static JsonObject ConfigOf(MlModelSection flavor) => flavor.Section("config") is { } config
        ? JsonNode.Parse(config.ToJson().ToJsonString())!.AsObject()
        : [];

    private static IScorer? LoadInner(
        ModelDirectory directory, MlModelSection flavor, FlavorOptions options, CancellationToken cancellationToken)
    {
        if (flavor.Text("wraps") is not { } folder)
        {
            return null;
        }

        try
        {
            return ModelFlavors.Load(ModelDirectory.Open(directory.PathOf(folder)), options, cancellationToken);
        }
        catch (ModelLoadException error)
        {
            throw new ModelLoadException($"The wrapped model '{folder}' cannot be loaded: {error.Message}", error);
        }
    }
}
