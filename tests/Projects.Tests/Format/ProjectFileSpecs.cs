using Tracking.Projects.Format;

namespace Tracking.Projects.Tests.Format;

public sealed class ProjectFileSpecs
{
    [Fact]
    public void Reads_entry_points_with_short_and_long_parameters()
    {
        var project = ProjectFile.Parse("""
            name: tutorial
            python_env: python_env.yaml
            entry_points:
              main:
                parameters:
                  data: path
                  alpha: {type: float, default: 0.5}
                  note: {default: none}
                command: "python train.py {data} --alpha {alpha}"
              test: {command: "python test.py"}
            """);

        Assert.Equal("tutorial", project.Name);
        Assert.Equal(new PythonSpec("python_env.yaml"), project.Environment);
        Assert.Equal(
            [
                new ParameterSpec("data", ParameterType.Path, null),
                new ParameterSpec("alpha", ParameterType.Float, "0.5"),
                new ParameterSpec("note", ParameterType.String, "none"),
            ],
            project.EntryPoints["main"].Parameters);
        Assert.Equal("python test.py", project.EntryPoints["test"].Command);
        Assert.Empty(project.Warnings);
    }

    [Fact]
    public void Reads_a_docker_environment()
    {
        var project = ProjectFile.Parse("""
            docker_env:
              image: mlflow-docker-example
              volumes: ["/data:/data"]
              environment: [["MODE", "fast"], "HOME"]
            """);

        var docker = Assert.IsType<DockerSpec>(project.Environment);
        Assert.Equal("mlflow-docker-example", docker.Image);
        Assert.Equal(["/data:/data"], docker.Volumes);
        Assert.Equal([new("MODE", "fast"), new("HOME", null)], docker.Variables);
    }

    [Fact]
    public void Unknown_keys_are_reported_with_their_line()
    {
        var project = ProjectFile.Parse("name: x\ncolour: red\nentry_points:\n  main: {command: a, retries: 3}\n");

        Assert.Collection(
            project.Warnings,
            first => Assert.StartsWith("MLproject line 2: 'colour' means nothing", first, StringComparison.Ordinal),
            second => Assert.StartsWith(
                "MLproject line 4: 'entry_points.main.retries' means", second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "MLproject is empty")]
    [InlineData("- a", "MLproject is not a YAML mapping")]
    [InlineData("a: [", "MLproject is not YAML: line")]
    [InlineData("entry_points: 3", "line 1, column 15: 'entry_points' must be a mapping")]
    [InlineData("entry_points:\n  main: {}", "line 2, column 9: 'entry_points.main.command' is missing")]
    [InlineData(
        "entry_points:\n  main:\n    parameters: {a: integer}\n    command: x",
        "line 3, column 21: 'entry_points.main.parameters.a' is 'integer', expected string, float, path or uri")]
    [InlineData("conda_env: c.yaml\npython_env: p.yaml", "cannot stand beside")]
    [InlineData("python_env: ../outside.yaml", "expected a path inside the project")]
    [InlineData("conda_env: /etc/passwd", "expected a path inside the project")]
    [InlineData("docker_env: {volumes: [a]}", "'docker_env.image' is missing")]
    [InlineData("name: [a]", "line 1, column 7: 'name' must be a text")]
    public void What_is_wrong_is_named_with_its_place(string text, string expected)
    {
        var error = Assert.Throws<ProjectException>(() => ProjectFile.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
