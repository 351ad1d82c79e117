using Tracking.Projects.Pipelines.Reuse;

namespace Tracking.Projects.Tests.Pipelines;

public sealed class FilePatternSpecs
{
    [Theory]
    [InlineData("*.md", "readme.md", true)]
    [InlineData("*.md", "deep/in/it.md", true)]
    [InlineData("*.md", "it.mdx", false)]
    [InlineData("./*.md", "it.md", true)]
    [InlineData("src/**", "src/a/b.cs", true)]
    [InlineData("src/**", "other/src/a.cs", false)]
    [InlineData("src/", "src/a.cs", true)]
    [InlineData("src", "deep/src/a.cs", true)]
    [InlineData("**/gen/*.cs", "gen/a.cs", true)]
    [InlineData("**/gen/*.cs", "a/b/gen/a.cs", true)]
    [InlineData("**/gen/*.cs", "a/gen/b/c.txt", false)]
    [InlineData("data/?.csv", "data/1.csv", true)]
    [InlineData("data/?.csv", "data/12.csv", false)]
    [InlineData("../shared/**", "../shared/a", true)]
    [InlineData("a(b)+.txt", "a(b)+.txt", true)]
    [InlineData("a.txt", "aXtxt", false)]
    public void Patterns_match_as_those_of_git_ignore_files(string pattern, string path, bool matches) =>
        Assert.Equal(matches, new FilePattern(pattern).Matches(path));
}
