namespace Tracking.Samples.Tests.Guides;

public sealed class SnippetSpecs
{
    /// <summary>Decisions of their time: their code is not kept in step.</summary>
    private const string Decisions = "docs/adr/";

    public static TheoryData<string> Pages => [.. Snippets.Pages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_code_as_it_was_compiled_and_run(string page)
    {
        var compiled = Snippets.Compiled();
        foreach (var (name, code) in Snippets.ShownIn(Path.Join(Snippets.Root, page)))
        {
            if (name is null && page.StartsWith(Decisions, StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(name is not null, $"{page} has C# without a '<!-- snippet: NAME -->' before it:\n{code}");
            Assert.True(compiled.TryGetValue(name, out var expected), $"{page} shows '{name}', which is not compiled.");
            Assert.Equal(expected, code);
        }
    }

    [Fact]
    public void Every_compiled_snippet_is_shown()
    {
        var shown = Snippets.Pages()
            .SelectMany(page => Snippets.ShownIn(Path.Join(Snippets.Root, page)))
            .Select(fence => fence.Name);
        Assert.Empty(Snippets.Compiled().Keys.Except(shown!));
    }
}
