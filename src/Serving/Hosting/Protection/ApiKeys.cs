using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracking.Serving.Hosting.Protection;

/// <summary>The keys of a host, as digests. Compared in a time that tells nothing about them.</summary>
internal sealed class ApiKeys(ServingAccess access)
{
    private const string Bearer = "Bearer ";
    private const int LongestKey = 4_096;

    private readonly (byte[] Digest, ServingRole Role)[] _keys =
    [
        .. access.PredictKeys.Select(key => (DigestOf(key), ServingRole.Predict)),
        .. access.AdminKeys.Select(key => (DigestOf(key), ServingRole.Admin)),
    ];

    /// <summary>What the caller's key makes it; null if it gave none that is known.</summary>
    public ServingRole? RoleOf(HttpRequest request)
    {
        if (KeyOf(request) is not { Length: > 0 and <= LongestKey } given)
        {
            return null;
        }

        var digest = DigestOf(given);
        ServingRole? role = null;
        foreach (var key in _keys)
        {
            // Every key is compared, whichever fits; the highest role counts.
            if (CryptographicOperations.FixedTimeEquals(digest, key.Digest) && (role is null || key.Role > role))
            {
                role = key.Role;
            }
        }

        return role;
    }

    // gRPC's metadata are headers too.
    private static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["x-api-key"].ToString();
    }

    private static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
