using System.Text.Json;
using Tracking.Projects.Pipelines;

namespace Tracking.Projects.Tests.Pipelines;

/// <summary>What one step made is only text for the next one, whatever it looks like.</summary>
public sealed class HostileOutputSpecs : IAsyncLifetime
{
    private WorkflowRig _rig = null!;

    public async Task InitializeAsync() => _rig = await WorkflowRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData("; rm -rf .")]
    [InlineData("$(touch pwned)")]
    [InlineData("`touch pwned`")]
    [InlineData("' ; touch pwned ; '")]
    [InlineData("\" ; touch pwned ; \"")]
    [InlineData("a\nb\n${HOME}")]
    [InlineData("${parameters.seed} $${x} {file}")]
    [InlineData("--flag=x")]
    public async Task Values_arrive_unchanged_through_words_and_through_a_shell(string hostile)
    {
        _rig.Write("""
            make: {command: "true {v}", parameters: {v: "${parameters.seed}"}}
            words: {command: "printf %s {v}", parameters: {v: "${steps.make.params.v}"}}
            shell: {command: "printf %s \"{v}\" | cat && test ! -e pwned", parameters: {v: "${steps.make.params.v}"}}
            list: {command: "printf %s {v}", parameters: {v: "${steps.fan.all.params.v}"}}
            fan: {command: "true {v}", matrix: {n: [1]}, parameters: {v: "${parameters.seed}"}}
            """);

        var result = await _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { ["seed"] = hostile } });

        Assert.All(result.Steps, step => Assert.Equal("", step.State == WorkflowStepState.Finished ? "" : step.Reason));
        Assert.Equal(hostile, await _rig.OutputAsync(result, "words"));
        Assert.Equal(hostile, await _rig.OutputAsync(result, "shell"));
        var list = JsonSerializer.Deserialize<string[]>(await _rig.OutputAsync(result, "list"));
        Assert.Equal([hostile], list!);
    }
}
