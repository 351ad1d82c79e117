using System.Runtime.CompilerServices;
using Xunit;

namespace Tracking.TestKit;

/// <summary>
/// Approval of text: <c>NAME.verified.txt</c> stands beside the test; on a mismatch the test fails and writes
/// <c>NAME.received.txt</c>. Accept a change by renaming the one to the other.
/// </summary>
public static class Approve
{
    /// <summary>Compares with <c>CLASS.TEST[.suffix].verified.txt</c>; line ends do not count.</summary>
    public static void Text(
        string received,
        string? suffix = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = "")
    {
        var name = Path.GetFileNameWithoutExtension(file) + "." + test + (suffix is null ? "" : "." + suffix);
        var folder = Path.GetDirectoryName(file)!;
        var path = Path.Combine(folder, name);
        Compare(received, name, path + ".verified.txt", path + ".received.txt");
    }

    /// <summary>Compares with a document of the repository that a test writes; line ends do not count.</summary>
    /// <param name="received">What the document must say.</param>
    /// <param name="path">From the root of the repository.</param>
    /// <param name="file">Where the test is.</param>
    public static void Document(string received, string path, [CallerFilePath] string file = "")
    {
        var root = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(root, "Tracking.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var document = Path.Combine(root, path);
        Compare(received, path, document, Path.ChangeExtension(document, ".received.md"));
    }

    private static void Compare(string received, string name, string verifiedFile, string receivedFile)
    {
        var verified = File.Exists(verifiedFile) ? Normalise(File.ReadAllText(verifiedFile)) : null;
        if (verified == Normalise(received))
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, Normalise(received) + "\n");
        Assert.Fail(verified is null
            ? $"Nothing is approved yet. Look at {receivedFile} and rename it to {Path.GetFileName(verifiedFile)}."
            : $"{name} changed.\n{Difference(verified, Normalise(received))}\n" +
              $"If that is meant, rename {receivedFile} to {Path.GetFileName(verifiedFile)}.");
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    private static string Difference(string verified, string received)
    {
        var before = verified.Split('\n');
        var after = received.Split('\n');
        var gone = before.Except(after).Take(10).Select(line => "- " + line);
        var come = after.Except(before).Take(10).Select(line => "+ " + line);
        return string.Join('\n', gone.Concat(come));
    }
}
