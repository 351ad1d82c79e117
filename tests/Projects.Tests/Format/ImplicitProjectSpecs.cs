using Tracking.Projects.Format;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Format;

public sealed class ImplicitProjectSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Train.csproj")]
    [InlineData("train.cs")]
    public async Task One_dotnet_program_is_a_project_by_itself(string file)
    {
        _folder.Write(file, "");

        var project = await LoadAsync();

        Assert.Equal(new DotnetSpec(file, null, null), project.Environment);
        Assert.Equal("dotnet run --", project.EntryPoints["main"].Command);
    }

    [Fact]
    public async Task A_python_env_file_is_found_without_being_named()
    {
        _folder.Write("MLproject", "entry_points: {main: {command: python a.py}}");
        _folder.Write("python_env.yaml", "python: 3");

        Assert.Equal(new PythonSpec("python_env.yaml"), (await LoadAsync()).Environment);
    }

    [Theory]
    [InlineData("a.py", "python a.py")]
    [InlineData("deep/b c.sh", "bash 'deep/b c.sh'")]
    public async Task Scripts_are_entry_points(string file, string command)
    {
        _folder.Write(file, "");

        var entryPoint = ImplicitProject.EntryPointOf(await LoadAsync(), _folder.Path, file);

        Assert.Equal(command, entryPoint.Command);
    }

    [Theory]
    [InlineData("none", "Could not find entry point 'none'")]
    [InlineData("missing.py", "'missing.py' is not in the project")]
    [InlineData("../a.py", "'../a.py' is not in the project")]
    [InlineData("/etc/hosts.sh", "is not in the project")]
    public async Task Other_entry_points_are_refused(string name, string expected)
    {
        _folder.Write("MLproject", "entry_points: {main: {command: x}}");
        var project = await LoadAsync();

        var error = Assert.Throws<ProjectException>(
            () => ImplicitProject.EntryPointOf(project, _folder.Path, name));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_out_of_the_project_is_refused()
    {
        using var outside = new TempFolder();
        outside.Write("secret.py", "");
        File.CreateSymbolicLink(_folder["link.py"], outside["secret.py"]);

        var error = Assert.Throws<ProjectException>(() => ProjectPath.Resolve(_folder.Path, "link.py"));

        Assert.Contains("leads out of the project", error.Message, StringComparison.Ordinal);
    }

    private Task<ProjectModel> LoadAsync() => ImplicitProject.LoadAsync(_folder.Path, Patience.Token());
}
