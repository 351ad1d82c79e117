using System.Text.Json.Nodes;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Format;
using NativeMode = Microsoft.ML.OnnxRuntime.ExecutionMode;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>Which execution providers a session gets, of those asked for.</summary>
/// <param name="InUse">In order of preference, at least one.</param>
/// <param name="Skipped">Asked for before the first one in use, but not in this ONNX Runtime.</param>
internal sealed record ProviderChoice(IReadOnlyList<OnnxProvider> InUse, IReadOnlyList<string> Skipped)
{
    private const int MostProviders = 16;

    /// <summary>Whether the graph runs on the processor alone.</summary>
    public bool IsCpuOnly => InUse is [{ Name: var name }] && name == OnnxProvider.Cpu.Name;

    /// <summary>Takes those that are there; one that is not is left out only if another of the list is.</summary>
    /// <param name="asked">In order of preference; none means the processor.</param>
    /// <param name="available">The names that this ONNX Runtime knows.</param>
    /// <param name="path">What errors name.</param>
    /// <exception cref="ModelLoadException">None is there.</exception>
    public static ProviderChoice Of(
        IReadOnlyList<OnnxProvider> asked, IReadOnlyCollection<string> available, string path)
    {
        if (asked.Count == 0)
        {
            return new ProviderChoice([OnnxProvider.Cpu], []);
        }

        OnnxProvider[] inUse = [.. asked.DistinctBy(provider => provider.Name).Where(
            provider => available.Contains(provider.Name))];
        string[] skipped = [.. asked.Select(provider => provider.Name).Except(available)];
        return inUse.Length > 0 ? new ProviderChoice(inUse, skipped) : throw new ModelLoadException(
            $"'{path}' is to run on {string.Join(" or ", skipped)}, but this ONNX Runtime has "
            + $"{string.Join(", ", available)} only; name {OnnxProvider.Cpu.Name} as well to run it there.");
    }

    /// <summary>Reads the <c>providers</c> of an MLmodel file: names, or lists of a name and its options.</summary>
    /// <exception cref="ModelLoadException">Something else stands there.</exception>
    public static IReadOnlyList<OnnxProvider> Read(MlModelSection flavor) => flavor.Json("providers") switch
    {
        null => [],
        JsonArray { Count: <= MostProviders } list => [.. list.Select(Read)],
        _ => throw Unexpected(),
    };

    /// <summary>Registers them, in order.</summary>
    public void AddTo(SessionOptions options)
    {
        foreach (var provider in InUse)
        {
            Add(options, provider.Name, provider.Options.ToDictionary());
        }

        if (InUse.All(provider => provider.Name != OnnxProvider.Cpu.Name))
        {
            // Without it the runtime would give the processor what the provider lacks, and say nothing.
            options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        }
    }

    private static void Add(SessionOptions options, string name, Dictionary<string, string> own)
    {
        switch (name)
        {
            case "CPUExecutionProvider":
                break;
            case "CUDAExecutionProvider":
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(own);
                    options.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case "TensorrtExecutionProvider":
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(own);
                    options.AppendExecutionProvider_Tensorrt(tensorRt);
                }

                break;
            case "DmlExecutionProvider":
                // It supports neither.
                options.EnableMemoryPattern = false;
                options.ExecutionMode = NativeMode.ORT_SEQUENTIAL;
                options.AppendExecutionProvider("DML", own);
                break;
            default:
                options.AppendExecutionProvider(name[..^"ExecutionProvider".Length], own);
                break;
        }
    }

    private static OnnxProvider Read(JsonNode? item) => item switch
    {
        JsonValue name when name.TryGetValue<string>(out var text) && text.Trim().Length > 0 =>
            new OnnxProvider(text),
        JsonArray { Count: 2 } pair when pair[1] is JsonObject options =>
            Read(pair[0]) with
            {
                Options = options.ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? ""),
            },
        _ => throw Unexpected(),
    };

    private static ModelLoadException Unexpected() => new(
        "MLmodel: flavors.onnx.providers must be a list of at most "
        + $"{MostProviders} names such as CPUExecutionProvider, each alone or in a list with its options.");
}
