using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Client;

namespace Tracking.Cli.Commands;

/// <summary>A command that talks to a tracking server; every failure is a line and an exit code.</summary>
internal sealed class ClientCommand : DescribedCommand
{
    // A person waits at the prompt: a server that does not answer is told of within seconds.
    private const double PromptBackoffSeconds = 0.5;
    private const string BackoffVariable = "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR";

    private readonly CommandOutput _output;

    public ClientCommand(CommandOutput output, string name, string description)
        : base(name, description) => _output = output;

    /// <summary>The server; the last option that is added.</summary>
    public Option<string?> TrackingUri { get; } = TrackingUriOption();

    /// <summary>States what the command does; its exit code says whether it was done.</summary>
    public ClientCommand Does(Func<ClientCall, Task<int>> work)
    {
        Add(TrackingUri);
        SetAction((parsed, cancellationToken) => ClientFailures.TellAsync(_output, parsed, async () =>
        {
            await using var client = new TrackingClient(OptionsFor(parsed.GetValue(TrackingUri)));
            return await work(new ClientCall(parsed, client, _output, cancellationToken));
        }));
        return this;
    }

    /// <summary>As the other one, for what succeeds when it returns.</summary>
    public ClientCommand Does(Func<ClientCall, Task> work) => Does(async call =>
    {
        await work(call);
        return ExitCodes.Success;
    });

    /// <summary>The option <c>--tracking-uri</c>.</summary>
    public static Option<string?> TrackingUriOption() => new("--tracking-uri")
    {
        Description = $"The server. [env: MLFLOW_TRACKING_URI] [default: {TrackingClientOptions.DefaultTrackingUri}]",
        HelpName = "uri",
    };

    /// <summary>Options of a client that lives for one command.</summary>
    public static TrackingClientOptions OptionsFor(string? trackingUri)
    {
        var options = TrackingClientOptions.FromEnvironment(trackingUri) with { EndRunsWithProcess = false };
        return Environment.GetEnvironmentVariable(BackoffVariable) is { Length: > 0 }
            ? options
            : options with { BackoffFactor = PromptBackoffSeconds, BackoffJitter = PromptBackoffSeconds };
    }
}

/// <summary>One call of a command.</summary>
internal sealed record ClientCall(
    ParseResult Parsed, TrackingClient Client, CommandOutput Output, CancellationToken CancellationToken)
{
    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>Tells a person what was done; one line.</summary>
    public Task SayAsync(string line) => Output.Results.WriteLineAsync(line.AsMemory(), CancellationToken);

    public ResultTarget Target(Option<OutputFormat> format) => new(Get(format), Output, CancellationToken);
}
