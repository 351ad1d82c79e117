using Tracking.Projects.Execution;
using Tracking.Projects.Format;

namespace Tracking.Projects.Environments;

/// <summary>Python environments made by <c>python -m venv</c> and pip, or by uv.</summary>
/// <param name="name"><c>virtualenv</c> or <c>uv</c>.</param>
/// <param name="cache">Keeps them.</param>
internal sealed class VirtualenvProvider(string name, EnvironmentCache cache) : IEnvironmentProvider
{
    public string Name => name;

    private bool UsesUv => name == "uv";

    public bool IsDefaultFor(EnvironmentSpec spec) => !UsesUv && spec is PythonSpec;

    public async Task<PreparedEnvironment> PrepareAsync(
        EnvironmentRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is not PythonSpec spec)
        {
            throw new ProjectException(
                $"The environment manager '{name}' needs a python_env in the MLproject file, or a python_env.yaml.");
        }

        var file = await PythonEnvironmentFile.ReadAsync(request.Folder, spec.File, cancellationToken);
        var python = UsesUv
            ? ProgramSearch.Require("uv", "install it with 'pipx install uv', or choose --env-manager virtualenv")
            : PythonFor(file.Python);
        var version = (await Tool.RunAsync(
            request.Folder, "ask for Python's version", [python, "--version"], cancellationToken)).Trim();
        var requirements = await WithFilesAsync(request.Folder, file.Requirements, cancellationToken);
        var (ingredients, recorded) = await EnvironmentLock.ChooseAsync(
            cache, name, [version, file.Python ?? "", .. requirements], request.RecordedLock, cancellationToken);
        var environment = await cache.GetAsync(
            name,
            ingredients,
            async (folder, token) =>
            {
                await MakeAsync(python, file, folder, request with { RecordedLock = recorded }, token);
                await EnvironmentLock.WriteAsync(
                    folder, $"python: {version}\n{await FreezeAsync(python, folder, file, token)}", token);
            },
            cancellationToken);
        var programs = Path.Join(environment, OperatingSystem.IsWindows() ? "Scripts" : "bin");
        return new PreparedEnvironment(name)
        {
            ProgramFolders = [programs],
            Variables = [new("VIRTUAL_ENV", environment), new("PYTHONHOME", null)],
            Lock = await EnvironmentLock.ReadAsync(environment, cancellationToken),
        };
    }

    private async Task MakeAsync(
        string python,
        PythonEnvironmentFile file,
        string folder,
        EnvironmentRequest request,
        CancellationToken cancellationToken)
    {
        request.Log($"making a Python environment with {file.Requirements.Count} requirements");
        // Without requirements there is nothing for pip to do, and Debian's python3 has no pip to copy.
        string[] make = (UsesUv, file) switch
        {
            (true, { Python: { } wanted }) => [python, "venv", "--python", wanted, folder],
            (true, _) => [python, "venv", folder],
            (false, { Requirements.Count: 0 }) => [python, "-m", "venv", "--without-pip", folder],
            _ => [python, "-m", "venv", folder],
        };
        await Tool.RunAsync(request.Folder, "make the Python environment", make, cancellationToken);
        if (file.Requirements.Count == 0)
        {
            return;
        }

        string[] install = UsesUv
            ? [python, "pip", "install", "--quiet", "--python", PythonIn(folder)]
            : [PythonIn(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        if (request.RecordedLock is { } recorded)
        {
            // The versions of the run that is repeated, whatever has been published since.
            var constraints = Path.Join(folder, "constraints.txt");
            await File.WriteAllLinesAsync(
                constraints, recorded.Split('\n').Where(line => line.Contains("==", StringComparison.Ordinal)),
                cancellationToken);
            install = [.. install, "--constraint", constraints];
        }

        // A requirement may be an option, "-r requirements.txt", in one text.
        var words = file.Requirements.SelectMany(text => text.StartsWith('-') ? text.Split(' ', 2) : [text]);
        await Tool.RunAsync(
            request.Folder, "install the Python requirements", [.. install, .. words], cancellationToken);
    }

    /// <summary>Every package and its version, one a line.</summary>
    private Task<string> FreezeAsync(
        string python, string folder, PythonEnvironmentFile file, CancellationToken cancellationToken)
    {
        string[] words = UsesUv
            ? [python, "pip", "freeze", "--python", PythonIn(folder)]
            : [PythonIn(folder), "-m", "pip", "freeze", "--all", "--disable-pip-version-check"];
        return file.Requirements.Count == 0
            ? Task.FromResult("")
            : Tool.RunAsync(folder, "list the Python packages", words, cancellationToken);
    }

    private static string PythonIn(string folder) =>
        Path.Join(folder, OperatingSystem.IsWindows() ? "Scripts/python.exe" : "bin/python");

    private static string PythonFor(string? wanted)
    {
        if (wanted is null)
        {
            return ProgramSearch.Find("python3", [], Environment.CurrentDirectory)
                ?? ProgramSearch.Require("python", "install Python 3");
        }

        var parts = wanted.Split('.');
        return ProgramSearch.Find($"python{string.Join('.', parts.Take(2))}", [], Environment.CurrentDirectory)
            ?? throw new ProjectException(
                $"Python {wanted} is not on the PATH: install it (pyenv install {wanted}), or choose " +
                "--env-manager uv, which fetches it.");
    }

    /// <summary>With the content of requirement files, which decides what the environment holds.</summary>
    private static async Task<List<string>> WithFilesAsync(
        string folder, IReadOnlyList<string> requirements, CancellationToken cancellationToken)
    {
        var all = new List<string>(requirements);
        foreach (var text in requirements.Where(text => text.StartsWith("-r ", StringComparison.Ordinal)))
        {
            all.Add(await File.ReadAllTextAsync(ProjectPath.Resolve(folder, text[3..].Trim()), cancellationToken));
        }

        return all;
    }
}
