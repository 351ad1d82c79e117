using System.Formats.Tar;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.OnnxRuntimePackage;

public sealed class OnnxRuntimeFetchSpecs
{
    private const string Advice = "or build with -p:OnnxRuntimeSource=nuget";

    [ProgramFact("node")]
    public async Task Sources_natives_and_licences_are_kept_and_nothing_else()
    {
        using var rig = new FetchRig();

        Assert.Equal((0, ""), await rig.Fetch());

        Assert.Equal(
            [
                "LICENSE", "ThirdPartyNotices.txt", "complete", "runtimes/linux-x64/native/libonnxruntime.so",
                "runtimes/osx-arm64/native/libonnxruntime.dylib", "runtimes/win-arm64/native/onnxruntime.dll",
                "runtimes/win-x64/native/onnxruntime.dll", "sources/OrtEnv.shared.cs", "sources/Tensors/Tensor.cs",
                $"sources/{new string('d', 120)}/Long.cs",
            ],
            rig.Fetched.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("package/Runtime/Tensors/Tensor.cs", rig.Fetched["sources/Tensors/Tensor.cs"]);
        Assert.Equal($"package@1.0.0 {rig.Integrity}\n", rig.Fetched["complete"]);
        Assert.StartsWith("pack package@1.0.0 --ignore-scripts ", Assert.Single(rig.NpmCalls));
        Assert.Equal([rig.Target], Directory.GetFileSystemEntries(rig.Cache));
    }

    [ProgramFact("node")]
    public async Task Older_tar_formats_are_read_too()
    {
        using var rig = new FetchRig(TarEntryFormat.Ustar);

        Assert.Equal((0, ""), await rig.Fetch());

        Assert.EndsWith("/Long.cs", rig.Fetched[$"sources/{new string('d', 120)}/Long.cs"]);
    }

    [ProgramFact("node")]
    public async Task What_is_cached_is_not_fetched_again()
    {
        using var rig = new FetchRig();
        await rig.Fetch();

        Assert.Equal((0, ""), await rig.Fetch());

        Assert.Single(rig.NpmCalls);
    }

    [ProgramFact("node")]
    public async Task Builds_that_race_fetch_once()
    {
        using var rig = new FetchRig();
        rig.HoldNpm();
        var builds = Enumerable.Range(0, 3).Select(_ => rig.Fetch()).ToArray();

        await rig.NpmCalled();
        rig.Release();

        Assert.All(await Task.WhenAll(builds), build => Assert.Equal((0, ""), build));
        Assert.Single(rig.NpmCalls);
        Assert.Equal([rig.Target], Directory.GetFileSystemEntries(rig.Cache));
    }

    [ProgramFact("node")]
    public async Task The_lock_of_a_build_that_died_is_taken_over()
    {
        using var rig = new FetchRig();
        File.WriteAllText(rig.Target + ".lock", "");
        File.SetLastWriteTimeUtc(rig.Target + ".lock", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.CreateDirectory(rig.Target + ".tmp-died");
        Directory.SetLastWriteTimeUtc(rig.Target + ".tmp-died", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal((0, ""), await rig.Fetch());

        Assert.Equal([rig.Target], Directory.GetFileSystemEntries(rig.Cache));
    }

    [ProgramFact("node")]
    public async Task A_cache_that_someone_deleted_in_part_is_fetched_anew()
    {
        using var rig = new FetchRig();
        Directory.CreateDirectory(Path.Combine(rig.Target, "sources"));
        File.WriteAllText(Path.Combine(rig.Target, "sources", "Old.cs"), "");

        Assert.Equal((0, ""), await rig.Fetch());

        Assert.DoesNotContain("sources/Old.cs", rig.Fetched.Keys);
        Assert.Contains("complete", rig.Fetched.Keys);
    }

    [ProgramFact("node")]
    public async Task Another_hash_than_the_pinned_one_is_refused()
    {
        using var rig = new FetchRig();
        var actual = rig.Integrity;
        rig.Integrity = "sha512-AAAA";

        await Refuses(
            rig, $"package@1.0.0 is not what was reviewed: expected sha512-AAAA, got {actual}; nothing was kept");
    }

    [ProgramFact("node")]
    public async Task A_missing_npm_is_told_with_what_to_do()
    {
        using var rig = new FetchRig();
        rig.RemoveNpm();

        await Refuses(rig, $"npm was not found on PATH: install Node.js 20 or newer, which brings it, {Advice}");
    }

    [ProgramFact("node")]
    public async Task Being_offline_is_told_with_what_to_do()
    {
        using var rig = new FetchRig();
        rig.LetNpmFail("npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error long advice\n");

        await Refuses(
            rig,
            "npm could not download package@1.0.0 (ENOTFOUND): check the network and npm's registry setting, "
            + $"then build again, {Advice}");
    }

    [ProgramFact("node")]
    public async Task A_package_without_a_native_is_refused()
    {
        using var rig = new FetchRig();
        rig.Pack([.. FetchRig.WholePackage.Where(file => !file.Contains("/Linux/", StringComparison.Ordinal))]);

        await Refuses(rig, "package@1.0.0 does not hold what is needed: runtimes/linux-x64/native/ is missing");
    }

    [ProgramFact("node")]
    public async Task A_path_that_leaves_the_folder_is_refused()
    {
        using var rig = new FetchRig();
        rig.Pack(["package/Runtime/../../../../escaped.cs"]);

        await Refuses(
            rig, "the archive holds a path that leaves its folder: package/Runtime/../../../../escaped.cs");
    }

    private static async Task Refuses(FetchRig rig, string line)
    {
        Assert.Equal((1, line + "\n"), await rig.Fetch());
        Assert.Empty(Directory.GetFileSystemEntries(rig.Cache));
    }
}
