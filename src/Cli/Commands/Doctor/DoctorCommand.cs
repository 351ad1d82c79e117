using System.CommandLine;
using Tracking.Cli.Output;

namespace Tracking.Cli.Commands.Doctor;

/// <summary><c>tracking doctor</c>: says what works on this machine, what does not, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandOutput output)
    {
        var uri = ClientCommand.TrackingUriOption();
        var mask = new Option<bool>("--mask-envs")
        {
            Description = "Show no value of any environment variable; those of secrets are never shown.",
        };
        var format = OutputFormatOption.OfOne();
        var command = new DescribedCommand(
            "doctor", "Check this machine and the way to the server; exit code 1 if something fails.")
        {
            Examples = ["tracking doctor", "tracking doctor --mask-envs --output json"],
        };
        command.Add(mask);
        command.Add(format);
        command.Add(uri);
        command.SetAction((parsed, cancellationToken) => ClientFailures.TellAsync(output, parsed, async () =>
        {
            var report = new DoctorReport(
                [
                    .. RuntimeFindings.Look(),
                    .. await ServerFindings.LookAsync(parsed.GetValue(uri), cancellationToken),
                    .. await SpoolFindings.LookAsync(parsed.GetValue(uri)),
                    .. await ProgramFindings.LookAsync(cancellationToken),
                ],
                EnvironmentListing.Read(parsed.GetValue(mask)));
            await report.WriteAsync(new ResultTarget(parsed.GetValue(format), output, cancellationToken));
            return report.HasFailures ? ExitCodes.Failure : ExitCodes.Success;
        }));
        return command;
    }
}
