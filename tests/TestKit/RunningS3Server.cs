using System.Diagnostics;
using System.Globalization;

namespace Tracking.TestKit;

/// <summary>
/// A real server of S3's protocol (npm's s3rver) on a free port over a temporary folder. It is a process of its own
/// that ends with this one.
/// </summary>
public sealed class RunningS3Server : IAsyncDisposable
{
    public const string Bucket = "artifacts";
    public const string AccessKeyId = "S3RVER";
    public const string SecretAccessKey = "S3RVER";

    private readonly TempFolder _folder;
    private readonly Process _process;

    private RunningS3Server(TempFolder folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; }

    public static async Task<RunningS3Server> StartAsync()
    {
        var modules = await NpmModules.InstallAsync(PathOf(""));
        var folder = new TempFolder();
        var start = new ProcessStartInfo("node", [PathOf("server.mjs"), modules, folder.Path, Bucket])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await Patience.For(process.StandardOutput.ReadLineAsync(), "the start of the S3 server");
        var words = (line ?? "").Split(' ');
        return words is ["listening", var port]
            ? new RunningS3Server(folder, process, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The S3 server did not start: {line}");
    }

    /// <summary>The variables with which programs find this server.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables =>
    [
        ("MLFLOW_S3_ENDPOINT_URL", Address.ToString()),
        ("AWS_ACCESS_KEY_ID", AccessKeyId),
        ("AWS_SECRET_ACCESS_KEY", SecretAccessKey),
    ];

    /// <summary>One of <see cref="Variables"/>; null for any other.</summary>
    public string? Variable(string name) => Variables.FirstOrDefault(variable => variable.Name == name).Value;

    /// <summary>How many parts lie in the server without having become an object.</summary>
    public int UnfinishedUploads()
    {
        var uploads = _folder[Bucket, "._S3rver_uploads"];
        return Directory.Exists(uploads) ? Directory.GetDirectories(uploads).Length : 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await Patience.For(_process.WaitForExitAsync(), "the end of the S3 server");
        _process.Dispose();
        _folder.Dispose();
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "S3", file);
}
