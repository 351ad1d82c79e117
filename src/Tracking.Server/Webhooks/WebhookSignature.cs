using System.Security.Cryptography;
using System.Text;

namespace Tracking.Server.Webhooks;

/// <summary>MLflow's signature: <c>v1,base64(HMAC-SHA256(secret, "id.timestamp.payload"))</c>.</summary>
internal static class WebhookSignature
{
    public static string Of(ReadOnlySpan<byte> secret, string deliveryId, string timestamp, ReadOnlySpan<byte> payload)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{deliveryId}.{timestamp}."), .. payload];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed));
    }
}
