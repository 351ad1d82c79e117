using System.Runtime.InteropServices;
using Tracking.Projects.Execution;
using Tracking.Projects.Format;
using Tracking.Projects.Parameters;

namespace Tracking.Projects.Environments;

/// <summary>What the machine has, as it is.</summary>
internal sealed class LocalProvider(string name) : IEnvironmentProvider
{
    public string Name => name;

    public bool IsDefaultFor(EnvironmentSpec spec) => name == "local" && spec is SystemSpec;

    public Task<PreparedEnvironment> PrepareAsync(EnvironmentRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<PreparedEnvironment>(new LocalEnvironment(name)
        {
            Lock = $"os: {RuntimeInformation.OSDescription}\narchitecture: {RuntimeInformation.OSArchitecture}\n",
        });

    private sealed record LocalEnvironment(string Manager) : PreparedEnvironment(Manager)
    {
        /// <summary>Many machines have python3 and no python, and projects are written for either.</summary>
        public override IReadOnlyList<string> WordsOf(BoundCommand command, CommandContext context) =>
            command.Script is null && command.Words[0] == "python"
                && ProgramSearch.Find("python", [], context.Folder) is null
                ? ["python3", .. command.Words.Skip(1)]
                : base.WordsOf(command, context);
    }
}
