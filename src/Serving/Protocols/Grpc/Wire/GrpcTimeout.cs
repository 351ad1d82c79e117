using System.Globalization;

namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>The header <c>grpc-timeout</c>: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int DigitsMax = 8;

    /// <summary>How long the caller waits; null where it says nothing.</summary>
    /// <exception cref="GrpcException">The header is not of that form.</exception>
    public static TimeSpan? Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        var digits = header.AsSpan(0, header.Length - 1);
        if (digits.Length is 0 or > DigitsMax
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw Malformed(header);
        }

        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => throw Malformed(header),
        };
    }

    private static GrpcException Malformed(string header) => new(
        GrpcStatusCode.Internal,
        $"The header grpc-timeout is '{header}', expected up to {DigitsMax} digits and one of H, M, S, m, u, n.");
}
