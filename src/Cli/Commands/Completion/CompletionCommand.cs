using System.CommandLine;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Completion;

/// <summary><c>tracking completion</c>: what a shell needs to complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    // Each hands the line without the tool's own name to the tool, which answers with what may stand at the cursor.
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _tracking_complete() {
              local rest="${COMP_LINE#* }" IFS=$'\n'
              local at=$((COMP_POINT - ${#COMP_LINE} + ${#rest}))
              COMPREPLY=($(compgen -W "$(tracking "[suggest:$at]" "$rest" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _tracking_complete tracking
            """,
        ["zsh"] = """
            _tracking() {
              local rest="${BUFFER#* }"
              local -a found=("${(@f)$(tracking "[suggest:$((CURSOR - ${#BUFFER} + ${#rest}))]" "$rest" 2>/dev/null)}")
              compadd -- $found
            }
            compdef _tracking tracking
            """,
        ["fish"] = """
            function __tracking_complete
              set -l line (commandline -cp)
              set -l rest (string replace -r '^\S+\s' '' -- "$line")
              tracking "[suggest:"(string length -- "$rest")"]" "$rest" 2>/dev/null
            end
            complete -c tracking -a '(__tracking_complete)'
            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName tracking -ScriptBlock {
              param($word, $line, $cursor)
              $text = "$line".PadRight($cursor)
              $rest = $text.Substring([Math]::Min($text.Length, $text.IndexOf(' ') + 1))
              tracking "[suggest:$($cursor - $text.Length + $rest.Length)]" "$rest" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    public static Command Create(CommandOutput output)
    {
        string[] names = [.. Scripts.Keys];
        var shell = new Argument<string>("shell") { Description = string.Join(", ", names) };
        shell.AcceptOnlyFromAmong(names);
        var command = new DescribedCommand("completion", "Print a script that teaches a shell to complete commands.")
        {
            Examples =
            [
                "source <(tracking completion bash)                 # in ~/.bashrc",
                "source <(tracking completion zsh)                  # in ~/.zshrc, after compinit",
                "tracking completion fish | source                  # in ~/.config/fish/config.fish",
                "tracking completion powershell | Out-String | iex  # in $PROFILE",
            ],
        };
        command.Add(shell);
        command.SetAction((parsed, cancellationToken) => output.Results.WriteLineAsync(
            Scripts[parsed.GetValue(shell)!].ReplaceLineEndings("\n").AsMemory(), cancellationToken));
        return command;
    }
}
