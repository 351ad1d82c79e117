using System.Text;
using Tracking.Projects.Environments;
using Tracking.Projects.Execution;
using Tracking.Projects.Parameters;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Parameters;

/// <summary>No value changes what a command does: it arrives as given, through words and through a shell.</summary>
public sealed class HostileValueSpecs
{
    private const int Rounds = 40;
    private const string Alphabet = " '\"\\`$(){}[];|&<>*?!#~=%-\n\tab1é漢";

    [Theory]
    [InlineData("printf %s {v}")]
    [InlineData("printf %s \"{v}\"")]
    [InlineData("printf %s '{v}'")]
    [InlineData("printf %s {v} | cat")]
    [InlineData("printf %s \"{v}\" | cat")]
    [InlineData("true && printf %s '{v}'")]
    public async Task Random_values_arrive_unchanged(string command)
    {
        var random = new Random(20_261_121);
        var template = CommandTemplate.Parse(command);
        for (var round = 0; round < Rounds; round++)
        {
            var value = new string([.. Enumerable.Range(0, random.Next(1, 24))
                .Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

            Assert.Equal(value, await RunAsync(template, value));
        }
    }

    [Theory]
    [InlineData("; rm -rf /tmp/x")]
    [InlineData("$(touch pwned)")]
    [InlineData("`touch pwned`")]
    [InlineData("' ; touch pwned ; '")]
    [InlineData("\" ; touch pwned ; \"")]
    [InlineData("a\nb")]
    [InlineData("${HOME}")]
    [InlineData("--flag")]
    public async Task Known_attacks_are_only_text(string value)
    {
        Assert.Equal(value, await RunAsync(CommandTemplate.Parse("printf %s \"{v}\" '' | cat"), value));
        Assert.Equal(value, await RunAsync(CommandTemplate.Parse("printf %s {v}"), value));
        Assert.False(File.Exists("pwned"));
    }

    private static async Task<string> RunAsync(CommandTemplate template, string value)
    {
        var command = template.Bind(new Dictionary<string, string> { ["v"] = value }, []);
        List<KeyValuePair<string, string?>> variables =
            [.. command.Variables.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value))];
        var words = new PreparedEnvironment("test").WordsOf(
            command, new CommandContext(Environment.CurrentDirectory, variables));
        var output = new Collected();
        var launch = new ProcessLaunch(words, Environment.CurrentDirectory) { Variables = variables };

        var result = await ProcessRun.ToEndAsync(launch, output, Patience.Token());

        Assert.Equal(new ProcessResult(0, ProcessEnd.Exited), result);
        return output.Text;
    }

    private sealed class Collected : IOutputSink
    {
        private readonly List<byte> _bytes = [];

        public string Text => Encoding.UTF8.GetString([.. _bytes]);

        public void Write(ReadOnlySpan<byte> bytes, bool isError)
        {
            lock (_bytes)
            {
                _bytes.AddRange(bytes);
            }
        }
    }
}
