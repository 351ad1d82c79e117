namespace Tracking.Stores.Tests;

public sealed class StoreUriSpecs
{
    [Theory]
    [InlineData("sqlite:///tracking.db", "tracking.db")]
    [InlineData("sqlite:///data/tracking.db", "data/tracking.db")]
    [InlineData("SQLite:///tracking.db", "tracking.db")]
    [InlineData("data/tracking.db", "data/tracking.db")]
    public void Three_slashes_and_a_bare_path_are_relative(string uri, string path) =>
        Assert.Equal(Path.GetFullPath(path), StoreUri.Parse(uri).Path);

    [Theory]
    [InlineData("sqlite:////data/tracking.db")]
    [InlineData("/data/tracking.db")]
    public void Four_slashes_and_a_rooted_path_are_absolute(string uri) =>
        Assert.Equal(Path.GetFullPath("/data/tracking.db"), StoreUri.Parse(uri).Path);

    [Theory]
    [InlineData("mysql://user:secret@host/db", "Stores of kind 'mysql' are not supported: give sqlite:")]
    [InlineData("file:///mlruns", "Stores of kind 'file' are not supported: give sqlite:")]
    [InlineData("sqlite://tracking.db", "names no file after 'sqlite:///'")]
    [InlineData("sqlite:///", "The store must be a file, not ''")]
    [InlineData("sqlite:///:memory:", "The store must be a file, not ':memory:'")]
    [InlineData("sqlite:///a.db?timeout=5", "may have no options, but has '?timeout=5'")]
    [InlineData(" ", "The store must be a file")]
    public void Anything_else_is_refused_with_what_is_supported_and_without_passwords(string uri, string expected)
    {
        var message = Assert.Throws<StoreOpenException>(() => StoreUri.Parse(uri)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }
}
