using System.Security.Cryptography;

namespace Tracking.Server.Webhooks;

/// <summary>A key in a file that only the server's user can read, apart from the store that it protects.</summary>
internal static class SecretKeyFile
{
    /// <summary>Null without a file.</summary>
    /// <exception cref="CryptographicException">The file holds something else.</exception>
    public static byte[]? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new StreamReader(path);
        var text = new char[256];
        return WebhookOptions.ParseKey(new string(text, 0, file.ReadBlock(text, 0, text.Length)))
            ?? throw new CryptographicException($"The file '{path}' holds no key: restore it from its backup.");
    }

    /// <summary>Makes a key where there is none.</summary>
    public static byte[] ReadOrCreate(string path)
    {
        if (Read(path) is { } key)
        {
            return key;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        key = RandomNumberGenerator.GetBytes(WebhookOptions.KeyBytes);
        var beside = path + ".new";
        using (var file = new FileStream(beside, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key)));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path);
        return key;
    }
}
