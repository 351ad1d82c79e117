using System.Runtime.InteropServices;
using Tracking.Models.Flavors.Onnx;

namespace Tracking.Cli.Commands.Doctor;

/// <summary>This tool and what it runs on.</summary>
internal static class RuntimeFindings
{
    public static IReadOnlyList<Finding> Look() =>
    [
        Finding.Ok("tracking", ProductVersion.Text),
        Finding.Ok(
            ".net",
            $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} "
                + $"({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()})"),
        OnnxRuntime(),
    ];

    private static Finding OnnxRuntime()
    {
        const string Name = "onnxruntime";
        try
        {
            var (version, providers) = OnnxRuntimeInfo.Load();
            return Finding.Ok(Name, $"{version} with {string.Join(", ", providers)}");
        }
        catch (DllNotFoundException missing)
        {
            return Finding.Warn(
                Name,
                missing.Message.Split('\n')[0],
                "Only 'tracking serve' needs it: install the tool for this system's architecture.");
        }
    }
}
