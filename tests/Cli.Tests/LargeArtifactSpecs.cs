using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>Memory of the server's process while artifacts far larger than it pass through.</summary>
public sealed class LargeArtifactSpecs : IDisposable
{
    private const long Gigabyte = 1L << 30;
    private const long GrowthBytesMax = 50_000_000;

    private readonly TempFolder _folder = new();

    [ProgramFact("dotnet")]
    public Task Five_gigabytes_go_up_and_down_to_a_folder_in_constant_memory() =>
        AssertConstantMemoryAsync(5 * Gigabyte, []);

    [ProgramFact("node")]
    public async Task A_gigabyte_goes_up_and_down_to_S3_in_constant_memory()
    {
        await using var s3 = await RunningS3Server.StartAsync();
        await AssertConstantMemoryAsync(
            Gigabyte, [("MLFLOW_ARTIFACTS_DESTINATION", $"s3://{RunningS3Server.Bucket}/x"), .. s3.Variables]);
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertConstantMemoryAsync(long size, (string, string)[] environment)
    {
        await using var server = CliProcess.Start(_folder.Path, environment, "server", "--port", "0");
        using var http = new HttpClient
        {
            BaseAddress = new Uri(await server.AddressAsync(), "api/2.0/mlflow-artifacts/artifacts/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // What every first upload costs is no growth.
        await UploadAsync(http, "small.bin", 64 << 20);
        await DownloadAsync(http, "small.bin");
        var before = await server.PeakMemoryBytesAsync();

        var sent = await UploadAsync(http, "large.bin", size);
        var received = await DownloadAsync(http, "large.bin");

        Assert.Equal((size, sent), (received.Length, received.Hash));
        var growth = await server.PeakMemoryBytesAsync() - before;
        Assert.True(growth < GrowthBytesMax, $"it grew by {growth:N0} bytes from {before:N0}");
    }

    private static async Task<ulong> UploadAsync(HttpClient http, string name, long size)
    {
        var content = new GeneratedContent(size);
        using var answer = await http.PutAsync(name, content);
        answer.EnsureSuccessStatusCode();
        return content.Hash.Value;
    }

    private static async Task<(long Length, ulong Hash)> DownloadAsync(HttpClient http, string name)
    {
        await using var content = await http.GetStreamAsync(name);
        var hash = new RollingHash();
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            hash.Add(buffer.AsSpan(0, read));
        }

        return (hash.Length, hash.Value);
    }

    /// <summary>Blocks that all differ, made while they are sent; chunked, as streams of unknown length are.</summary>
    private sealed class GeneratedContent : HttpContent
    {
        private const int BlockBytes = 1 << 20;

        private readonly long _size;

        public GeneratedContent(long size)
        {
            _size = size;
            Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        public RollingHash Hash { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[BlockBytes];
            new Random(1).NextBytes(block);
            for (var sent = 0L; sent < _size; sent += BlockBytes)
            {
                BitConverter.TryWriteBytes(block, sent);
                Hash.Add(block);
                await stream.WriteAsync(block);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A polynomial over the words of a content: order and every byte count.</summary>
    private sealed class RollingHash
    {
        private const ulong Base = 0x9E3779B97F4A7C15;

        public ulong Value { get; private set; }

        public long Length { get; private set; }

        public void Add(ReadOnlySpan<byte> block)
        {
            var value = Value;
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(block))
            {
                value = (value ^ word) * Base;
            }

            Value = value;
            Length += block.Length;
        }
    }
}
