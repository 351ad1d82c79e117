using FsCheck;
using FsCheck.Fluent;

namespace Tracking.Artifacts.Tests;

public class ArtifactPathSpecs
{
    private const int MoreCases = 2_000;

    [Theory]
    [InlineData("a")]
    [InlineData("model/MLmodel")]
    [InlineData("with space/ümläut/日本.txt")]
    [InlineData("50%.txt")]
    [InlineData("..hidden/...three.txt")]
    [InlineData("a/.env")]
    public void Accepts_a_relative_path_as_it_stands(string text) =>
        Assert.Equal(text, ArtifactPath.Parse(text).Value);

    [Theory]
    [InlineData("..", "'..' has the segment '..'")]
    [InlineData("a/../b", "'a/../b' has the segment '..'")]
    [InlineData("./a", "'./a' has the segment '.'")]
    [InlineData("a/.. /b", "'a/.. /b' has the segment '.. '")]
    [InlineData("a/...", "'a/...' has the segment '...'")]
    [InlineData("/etc/passwd", "'/etc/passwd' is absolute; expected a path relative to the artifact root")]
    [InlineData("C:/x", "'C:/x' starts with a drive letter; expected a path relative to the artifact root")]
    [InlineData("a\\b", "'a\\b' has a backslash; expected forward slashes")]
    [InlineData("a#b", "'a#b' has a '#'")]
    [InlineData("a\0b", "'a\\u0000b' has a control character")]
    [InlineData("a\nb", "'a\\u000ab' has a control character")]
    [InlineData("a//b", "'a//b' has an empty segment")]
    [InlineData("a//", "'a//' has an empty segment")]
    [InlineData("x/.TRACKING-tmp/y",
        "'x/.TRACKING-tmp/y' uses the name '.tracking-tmp', which is reserved for half-written files")]
    public void Refuses_a_bad_path_and_says_why(string text, string reason)
    {
        var error = Assert.Throws<InvalidArtifactPathException>(() => ArtifactPath.Parse(text));
        Assert.Equal("Invalid path: " + reason, error.Message);
        Assert.False(ArtifactPath.TryParse(text, out var path));
        Assert.True(path.IsRoot);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => AssertRefused("a\uD800", "which no file name can hold");

    [Fact]
    public void A_segment_has_255_bytes_at_most_and_a_path_4096()
    {
        Assert.Equal(255, ArtifactPath.Parse(new string('a', 255)).Value.Length);
        AssertRefused(new string('a', 256), "has a segment longer than 255 bytes");
        AssertRefused(new string('ä', 128), "has a segment longer than 255 bytes");
        var longest = string.Join('/', Enumerable.Repeat(new string('a', 240), 17));
        Assert.Equal(4096, longest.Length);
        Assert.Equal(longest, ArtifactPath.Parse(longest).Value);
        AssertRefused(longest + "b", "longer than 4096 bytes");
        Assert.Throws<InvalidArtifactPathException>(() => ArtifactPath.Parse(longest).Append("b"));
    }

    [Theory]
    [InlineData("a%20b/c.txt", "a b/c.txt")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a/b")]
    [InlineData("50%25.txt", "50%.txt")]
    public void An_encoded_path_is_decoded_until_nothing_is_left_to_decode(string encoded, string value) =>
        Assert.Equal(value, ArtifactPath.ParseUrlEncoded(encoded).Value);

    [Theory]
    [InlineData("..%2f..%2fetc")]
    [InlineData("%2e%2e/x")]
    [InlineData("%252e%252e%252fx")]
    [InlineData("%2Fetc/passwd")]
    [InlineData("a%5Cb")]
    [InlineData("a%23b")]
    [InlineData("a%00")]
    public void No_encoding_hides_a_way_out(string encoded)
    {
        Assert.Throws<InvalidArtifactPathException>(() => ArtifactPath.ParseUrlEncoded(encoded));
        Assert.False(ArtifactPath.TryParseUrlEncoded(encoded, out _));
    }

    [Fact]
    public void A_path_that_is_encoded_again_and_again_is_refused()
    {
        var text = "%2e";
        for (var i = 0; i < 9; i++)
            text = Uri.EscapeDataString(text);
        var error = Assert.Throws<InvalidArtifactPathException>(() => ArtifactPath.ParseUrlEncoded(text));
        Assert.Contains("URL-encoded more than 8 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_null_and_the_default_are_one_root()
    {
        Assert.Equal(ArtifactPath.Root, ArtifactPath.Parse(""));
        Assert.Equal(ArtifactPath.Root, ArtifactPath.Parse(null));
        Assert.Equal(ArtifactPath.Root, ArtifactPath.Parse("a").Parent);
        Assert.Equal("", ArtifactPath.Root.Name);
    }

    [Fact]
    public void Name_parent_and_append_take_a_path_apart_and_together()
    {
        var path = ArtifactPath.Parse("a/b/c.txt");
        Assert.Equal("c.txt", path.Name);
        Assert.Equal("a/b", path.Parent.Value);
        Assert.Equal(path, path.Parent.Append(path.Name));
        Assert.Equal(path, path.Append(""));
        Assert.Equal(path, ArtifactPath.Root.Append("a/b/c.txt"));
        Assert.Equal("a/b", ArtifactPath.Parse("a/b/").Value);
    }

    [Fact]
    public void Parsing_the_value_of_a_path_gives_the_path() => HoldsForHostileTexts(text =>
        !ArtifactPath.TryParse(text, out var path) || ArtifactPath.Parse(path.Value) == path);

    [Fact]
    public void Decoding_the_value_of_a_decoded_path_gives_the_path() => HoldsForHostileTexts(text =>
        !ArtifactPath.TryParseUrlEncoded(text, out var path) || ArtifactPath.ParseUrlEncoded(path.Value) == path);

    [Fact]
    public void No_path_leaves_the_root_on_either_kind_of_system() => HoldsForHostileTexts(text =>
        IsInside(ArtifactPath.TryParse(text, out var plain) ? plain : default)
        && IsInside(ArtifactPath.TryParseUrlEncoded(text, out var decoded) ? decoded : default));

    private static bool IsInside(ArtifactPath path)
    {
        var root = Path.GetFullPath("/store/root");
        var full = Path.GetFullPath(Path.Combine(root, path.Value));
        var onWindows = path.Value.Split('/', '\\').All(segment => segment.TrimEnd('.', ' ').Length > 0);
        return full == root
            || (full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && onWindows);
    }

    /// <summary>Texts put together from what path tricks are made of, so that most runs hit something.</summary>
    private static void HoldsForHostileTexts(Func<string, bool> law)
    {
        var pieces = Gen.Elements(
            "..", ".", "/", "//", "\\", "%2e", "%2F", "%25", "%252e", "%5c", "#", ":", "C:", " ", "\0", "\n",
            "a", "b.txt", "ü", "\uD83D\uDE00", "\uD800", ".tracking-tmp", "~", "%", "%zz", "%00");
        var texts = Gen.OneOf(
            pieces.ListOf().Select(parts => string.Concat(parts)),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));
        Prop.ForAll(texts.ToArbitrary(), law)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(MoreCases));
    }

    private static void AssertRefused(string text, string reason)
    {
        var error = Assert.Throws<InvalidArtifactPathException>(() => ArtifactPath.Parse(text));
        Assert.EndsWith(reason, error.Message, StringComparison.Ordinal);
    }
}
