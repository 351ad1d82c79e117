using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Tracking.Models.Flavors.Onnx.Sessions;

namespace Tracking.Models.Flavors.Onnx.Caching;

/// <summary>What an optimized graph depends on, as one name.</summary>
internal static class GraphCacheKey
{
    private const int Layout = 1;
    private const int KeyCharacters = 40;
    private const int BufferBytes = 1 << 20;

    /// <summary>The key of a model's file and the options that it is loaded with.</summary>
    public static string Of(OnnxFile file, OnnxSessionConfig config, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(file.Path);
        var extra = config.ExtraSessionConfig.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}={entry.Value}");
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{Layout}\n{OnnxSession.Describe().Version}\n{config.GraphOptimization}\n{config.ExecutionMode}\n"
            + $"{Processor()}\n{string.Join('\n', extra)}\n{Digest(stream, cancellationToken)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..KeyCharacters];
    }

    /// <summary>SHA-256 of a stream, in hex.</summary>
    public static string Digest(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The instructions by which the runtime chooses layouts and kernels.</summary>
    private static string Processor() => string.Join(' ',
        RuntimeInformation.OSArchitecture, Avx.IsSupported, Avx2.IsSupported, Fma.IsSupported, Avx512F.IsSupported,
        Avx512BW.IsSupported, Avx512Vbmi.IsSupported, AvxVnni.IsSupported, AdvSimd.IsSupported, Dp.IsSupported);
}
