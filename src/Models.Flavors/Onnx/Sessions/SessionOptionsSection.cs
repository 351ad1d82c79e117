using System.Globalization;
using System.Text.Json.Nodes;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Onnx.Sessions;

/// <summary>The <c>onnx_session_options</c> of an MLmodel file.</summary>
internal static class SessionOptionsSection
{
    /// <summary>Reads them; an absent section states nothing, unknown keys are ignored as MLflow does.</summary>
    /// <exception cref="ModelLoadException">A value is out of range.</exception>
    public static OnnxSessionConfig Read(MlModelSection? section) => section is null
        ? new OnnxSessionConfig()
        : new OnnxSessionConfig
        {
            GraphOptimization = Optimization(section),
            IntraOpThreads = Threads(section, "intra_op_num_threads"),
            InterOpThreads = Threads(section, "inter_op_num_threads"),
            ExecutionMode = Mode(section),
            ExtraSessionConfig = Extra(section.Section("extra_session_config")),
        };

    private static OnnxGraphOptimization? Optimization(MlModelSection section)
    {
        const string Key = "graph_optimization_level";
        return section.Integer(Key) switch
        {
            null => null,
            0 => OnnxGraphOptimization.None,
            1 => OnnxGraphOptimization.Basic,
            2 => OnnxGraphOptimization.Extended,
            99 => OnnxGraphOptimization.All,
            var other => throw Unexpected(section, Key, other, "0, 1, 2 or 99"),
        };
    }

    private static int? Threads(MlModelSection section, string key) => section.Integer(key) switch
    {
        null => null,
        >= 0 and <= OnnxSessionConfig.MaxThreads and var count => (int)count,
        var other => throw Unexpected(section, key, other, $"0 to {OnnxSessionConfig.MaxThreads}"),
    };

    private static OnnxExecutionMode? Mode(MlModelSection section)
    {
        const string Key = "execution_mode";
        return section.Text(Key)?.ToLowerInvariant() switch
        {
            null => null,
            "sequential" => OnnxExecutionMode.Sequential,
            "parallel" => OnnxExecutionMode.Parallel,
            var other => throw Unexpected(section, Key, other, "sequential or parallel"),
        };
    }

    // Python writes the values as text or number; the runtime takes text, and 0 and 1 for false and true.
    private static Dictionary<string, string> Extra(MlModelSection? section) => section is null
        ? []
        : section.Keys.Where(key => section.Json(key) is not null).ToDictionary(key => key, key => Value(section, key));

    private static string Value(MlModelSection section, string key) => section.Json(key) switch
    {
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "1" : "0",
        _ => section.Text(key)!,
    };

    private static ModelLoadException Unexpected(MlModelSection section, string key, object? found, string expected) =>
        new(string.Create(
            CultureInfo.InvariantCulture, $"MLmodel: {section.Path}.{key} is '{found}'; expected {expected}."));
}
