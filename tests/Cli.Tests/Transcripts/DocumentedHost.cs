using Tracking.TestKit;

namespace Tracking.Cli.Tests.Transcripts;

/// <summary>One host of the documentation's models for all transcripts that begin with models.</summary>
public sealed class DocumentedHost : IAsyncLifetime
{
    private static readonly (string Name, string Value)[] Variables =
    [
        ("TS_ENABLE_MODEL_API", "true"),
        ("AIP_HEALTH_ROUTE", "/vertex/health"),
        ("AIP_PREDICT_ROUTE", "/vertex/predict"),
    ];

    private CliProcess? _process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Holds the models, and what the lines write.</summary>
    internal TempFolder Folder { get; } = new();

    public async Task InitializeAsync()
    {
        await DocumentedModels.WriteAsync(Folder);
        string[] models = [.. DocumentedModels.Names.SelectMany(name => new[] { "-m", name })];
        _process = CliProcess.Start(Folder.Path, Variables, ["serve", "-p", "0", .. models]);
        Address = await _process.AddressAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Folder.Dispose();
    }
}
