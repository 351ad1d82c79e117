using Tracking.Projects.Sources;

namespace Tracking.Projects.Tests.Sources;

public sealed class ProjectUriSpecs
{
    [Theory]
    [InlineData(".", "Folder", ".", "")]
    [InlineData("/a/b#c/d", "Folder", "/a/b", "c/d")]
    [InlineData("file:///a/b.zip", "Zip", "/a/b.zip", "")]
    [InlineData("p.ZIP#x", "Zip", "p.ZIP", "x")]
    [InlineData("https://host/o/r#examples/x", "Git", "https://host/o/r", "examples/x")]
    [InlineData("git@host:o/r.git", "Git", "git@host:o/r.git", "")]
    [InlineData("/srv/r.git", "Git", "/srv/r.git", "")]
    [InlineData("runs:/abc/project", "Artifact", "runs:/abc/project", "")]
    public void The_kind_is_told_by_its_form(string text, string kind, string location, string subfolder)
    {
        var uri = ProjectUri.Parse(text);

        Assert.Equal((kind, location, subfolder), (uri.Kind.ToString(), uri.Location, uri.Subfolder));
    }

    [Theory]
    [InlineData("/a/b", "b")]
    [InlineData("/a/b.c/.", "b.c")]
    [InlineData("/a/b.zip", "b")]
    [InlineData("git@host:o/r.git", "r")]
    [InlineData("https://host/o/r/#examples/x/", "x")]
    public void The_name_is_that_of_its_folder_or_repository(string text, string name) =>
        Assert.Equal(name, ProjectUri.Parse(text).Name);

    [Theory]
    [InlineData("")]
    [InlineData("--upload-pack=x")]
    [InlineData("a#../b")]
    [InlineData("a#b/../../c")]
    public void What_is_no_project_is_refused(string text) =>
        Assert.Throws<ProjectException>(() => ProjectUri.Parse(text));
}
