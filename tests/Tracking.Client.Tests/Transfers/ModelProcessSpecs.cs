using System.Diagnostics;
using Tracking.Models.Uris;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Transfers;

/// <summary>Downloads in processes of their own (see Program.cs), which share one cache.</summary>
public class ModelProcessSpecs : TransferFixture
{
    [Fact]
    public async Task Two_processes_that_want_one_model_fetch_it_once()
    {
        var uri = await LogModelAsync();
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, _ => null);
        using var one = Start([], proxy, uri, Folder["one"], Folder["cache"]);
        using var two = Start([], proxy, uri, Folder["two"], Folder["cache"]);
        Assert.Equal((0, 0), (await EndAsync(one), await EndAsync(two)));
        foreach (var target in (string[])["one", "two"])
            Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder[target, "model.onnx"]));
        Assert.Single(proxy.Requests, request => request.Gets("/model.onnx"));
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_leaves_a_part_that_another_one_goes_on_with()
    {
        var uri = await LogModelAsync();
        var holding = new TaskCompletionSource();
        var held = 0;
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, request =>
            request.Gets("/model.onnx") && Interlocked.Exchange(ref held, 1) == 0
                ? new Interference { CutAnswerAfter = 3 << 20, Hold = holding.SetResult }
                : null);
        using var job = Start([], proxy, uri, Folder["copy"], Folder["cache"]);
        await Patience.For(holding.Task, "the middle of the download");
        var part = await WaitForPartAsync();
        job.Kill();
        await job.WaitForExitAsync(Patience.Token());
        Assert.False(Directory.Exists(Folder["copy"]));

        // It may have written more between the look and its end.
        part.Refresh();
        var arrived = part.Length;
        await using var client = ClientOf(proxy);
        await client.Models.DownloadAsync(ModelUri.Parse(uri), Folder["copy"]);
        Assert.Equal(Content(1), await File.ReadAllBytesAsync(Folder["copy", "model.onnx"]));
        Assert.Equal($"bytes={arrived}-", proxy.Requests.Last(request => request.Gets("/model.onnx")).Range);
        Assert.False(Directory.Exists(Folder["copy.part"]));
    }

    [ProgramFact("unshare")]
    public async Task A_full_disk_is_told_and_nothing_half_is_left()
    {
        var uri = await LogModelAsync();
        await using var proxy = await CuttingProxy.StartAsync(Server.Address, _ => null);
        var disk = Directory.CreateDirectory(Folder["disk"]).FullName;
        string[] onDisk =
        [
            "unshare", "--map-root-user", "--mount", "sh", "-c",
            // What is left is listed from within, since nobody else sees this disk.
            "mount -t tmpfs -o size=2m tmpfs \"$1\" && disk=\"$1\" && shift && \"$@\"; code=$?; "
            + "find \"$disk\" -name '*.part' -o -size +100k; exit $code", "sh", disk,
        ];
        using var job = Start(onDisk, proxy, uri, $"{disk}/copy", $"{disk}/cache");
        var (output, errors) = (job.StandardOutput.ReadToEndAsync(), job.StandardError.ReadToEndAsync());
        await job.WaitForExitAsync(Patience.Token());
        Assert.Equal(
            $"The disk of '{disk}/copy' is full: the model does not fit. Nothing of it was kept; "
            + "free some space and try again.",
            (await errors).Trim());
        Assert.Equal("", await output);
        Assert.Equal(1, job.ExitCode);
    }

    private async Task<FileInfo> WaitForPartAsync()
    {
        var token = Patience.Token();
        while (true)
        {
            // The proxy has sent this much; the process has still to write it.
            var parts = new DirectoryInfo(Folder["cache", "parts"]);
            parts.Refresh();
            var part = !parts.Exists ? null : parts.EnumerateFiles().SingleOrDefault(file =>
                file.Extension != ".tag" && LengthOf(file) >= 3 << 20);
            if (part is not null)
                return part;
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>0 for one that has gone meanwhile: small files are done at once.</summary>
    private static long LengthOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    private static Process Start(
        string[] launcher, CuttingProxy proxy, string uri, string target, string cache)
    {
        string[] command =
        [
            .. launcher, "dotnet", "exec", typeof(ModelProcessSpecs).Assembly.Location, "download", uri, target, cache,
        ];
        return Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MLFLOW_TRACKING_URI"] = proxy.Uri.ToString() },
        })!;
    }

    private static async Task<int> EndAsync(Process job)
    {
        await Patience.For(job.WaitForExitAsync(Patience.Token()), "the end of a download");
        return job.ExitCode;
    }
}
