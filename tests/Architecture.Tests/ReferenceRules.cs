namespace Tracking.Architecture.Tests;

/// <summary>Who may reference whom, level by level; what is not named here is not allowed.</summary>
internal static class ReferenceRules
{
    public static IReadOnlyDictionary<string, string[]> Projects { get; } = new Dictionary<string, string[]>
    {
        ["Tracking.Contracts"] = [],
        ["Tracking.Ui"] = [],
        ["Artifacts"] = [],
        ["Artifacts.S3"] = ["Artifacts"],
        ["Models"] = [],
        ["Telemetry"] = [],
        ["Tracking.Core"] = ["Artifacts"],
        ["Models.Flavors"] = ["Models"],
        ["Tracking.Client"] = ["Tracking.Contracts", "Artifacts", "Models"],
        ["Tracking.Client.Hosting"] = ["Tracking.Client", "Artifacts", "Tracking.Contracts"],
        ["Projects"] = ["Tracking.Client", "Tracking.Contracts", "Artifacts", "Models"],
        ["Tracking.Stores"] = ["Tracking.Core"],
        ["Serving"] = ["Models", "Models.Flavors"],
        ["Tracking.Server"] =
        [
            "Tracking.Contracts", "Tracking.Core", "Tracking.Stores", "Tracking.Ui", "Artifacts", "Artifacts.S3",
            "Telemetry",
        ],
        ["Cli"] =
        [
            "Tracking.Contracts", "Artifacts", "Models", "Tracking.Core", "Models.Flavors", "Tracking.Client",
            "Tracking.Stores", "Tracking.Ui", "Serving", "Tracking.Server", "Projects", "Telemetry",
        ],
    };

    /// <summary>Heavy dependencies and the only projects that may touch them.</summary>
    public static IReadOnlyDictionary<string, string[]> Assemblies { get; } = new Dictionary<string, string[]>
    {
        ["Dapper"] = ["Tracking.Stores"],
        ["Npgsql"] = ["Tracking.Stores"],
        ["Microsoft.Data.Sqlite"] = ["Tracking.Stores"],
        ["SQLitePCLRaw"] = ["Tracking.Stores"],
        ["AWSSDK"] = ["Artifacts.S3"],
        ["Microsoft.ML.OnnxRuntime"] = ["Models.Flavors"],
        ["Google.Protobuf"] = ["Models.Flavors", "Tracking.Server"],
        ["OpenTelemetry"] = ["Telemetry"],
        ["YamlDotNet"] = ["Models", "Projects", "Serving"],
        ["System.CommandLine"] = ["Cli"],
        ["Microsoft.AspNetCore"] = ["Tracking.Server", "Serving", "Cli"],
    };
}
