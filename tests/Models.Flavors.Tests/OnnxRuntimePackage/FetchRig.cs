using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.OnnxRuntimePackage;

/// <summary>The fetch script with a false npm on its PATH that gives a tiny tarball and notes each call.</summary>
internal sealed class FetchRig : IDisposable
{
    // Notes the call, waits for its release, then behaves as the environment tells.
    private const string FalseNpm = """
        import { appendFileSync, copyFileSync, existsSync } from 'node:fs';
        const { CALLS, RELEASE, TARBALL, NPM_SAYS } = process.env;
        appendFileSync(CALLS, process.argv.slice(2).join(' ') + '\n');
        const timer = setInterval(() => {
            if (existsSync(RELEASE)) {
                clearInterval(timer);
                if (NPM_SAYS) {
                    process.stderr.write(NPM_SAYS);
                    process.exitCode = 1;
                } else {
                    copyFileSync(TARBALL, 'package-1.0.0.tgz');
                }
            }
        }, 5);
        """;

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public FetchRig(TarEntryFormat format = TarEntryFormat.Pax)
    {
        Directory.CreateDirectory(_folder["bin"]);
        Directory.CreateDirectory(Cache);
        _folder.Write("bin/npm.mjs", FalseNpm);
        InstallNpm();
        _environment["CALLS"] = _folder.Write("calls", "");
        _environment["RELEASE"] = _folder["release"];
        _environment["TARBALL"] = _folder["tarball.tgz"];
        _environment["PATH"] = _folder["bin"] + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        Pack(WholePackage, format);
        Release();
    }

    public static string[] WholePackage { get; } =
    [
        "package/package.json", "package/LICENSE", "package/ThirdPartyNotices.txt",
        "package/Runtime/OrtEnv.shared.cs", "package/Runtime/OrtEnv.shared.cs.meta",
        "package/Runtime/Tensors/Tensor.cs",
        $"package/Runtime/{new string('d', 120)}/Long.cs",
        "package/Plugins/Linux/x64/libonnxruntime.so", "package/Plugins/Windows/x64/onnxruntime.dll",
        "package/Plugins/Windows/arm64/onnxruntime.dll", "package/Plugins/macOS/arm64/libonnxruntime.dylib",
        "package/Plugins/Android/onnxruntime.aar",
    ];

    public string Cache => _folder["cache"];

    public string Target => _folder["cache", "1.0.0-abc"];

    public string Integrity { get; set; } = "";

    public string[] NpmCalls => File.ReadAllLines(_environment["CALLS"]);

    /// <summary>Files below the target with their content.</summary>
    public Dictionary<string, string> Fetched => Directory
        .EnumerateFiles(Target, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Target, path).Replace('\\', '/'), File.ReadAllText);

    /// <summary>Makes the tarball: each file holds its own path.</summary>
    public void Pack(string[] files, TarEntryFormat format = TarEntryFormat.Pax)
    {
        using (var gzip = new GZipStream(File.Create(_environment["TARBALL"]), CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, format))
        {
            foreach (var file in files)
            {
                TarEntry entry = format == TarEntryFormat.Pax
                    ? new PaxTarEntry(TarEntryType.RegularFile, file)
                    : new UstarTarEntry(TarEntryType.RegularFile, file);
                entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file));
                tar.WriteEntry(entry);
            }
        }

        using var written = File.OpenRead(_environment["TARBALL"]);
        Integrity = "sha512-" + Convert.ToBase64String(SHA512.HashData(written));
    }

    public void HoldNpm() => File.Delete(_environment["RELEASE"]);

    public void Release() => File.WriteAllText(_environment["RELEASE"], "");

    public void RemoveNpm() => _environment["PATH"] = _folder["nothing"];

    public void LetNpmFail(string says) => _environment["NPM_SAYS"] = says;

    /// <summary>Ends when npm has been called.</summary>
    public async Task NpmCalled()
    {
        using var watcher = new FileSystemWatcher(_folder.Path, "calls");
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Changed += (_, _) => called.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (NpmCalls.Length == 0)
        {
            await Patience.For(called.Task, "npm to be called");
        }
    }

    /// <summary>Runs the script once: its exit code and what it wrote.</summary>
    public async Task<(int Code, string Output)> Fetch()
    {
        var start = new ProcessStartInfo(PathOf("node"))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { Script(), "package@1.0.0", Integrity, Target },
        };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await Patience.For(process.WaitForExitAsync(), "the fetch to end");
        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => _folder.Dispose();

    private void InstallNpm()
    {
        if (OperatingSystem.IsWindows())
        {
            _folder.Write("bin/npm.cmd", "@node \"%~dp0npm.mjs\" %*\r\n");
            return;
        }

        var npm = _folder.Write("bin/npm", "#!/bin/sh\nexec node \"$(dirname \"$0\")/npm.mjs\" \"$@\"\n");
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string PathOf(string program) => Environment.GetEnvironmentVariable("PATH")!
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .First(File.Exists);

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracking.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, "nuget", "OnnxRuntime", "fetch.mjs");
    }
}
