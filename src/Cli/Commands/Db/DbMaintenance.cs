using Tracking.Cli.Output;
using Tracking.Stores;
using Tracking.Stores.Maintenance;

namespace Tracking.Cli.Commands.Db;

/// <summary>Does what <c>tracking db</c> says, and tells it.</summary>
internal sealed class DbMaintenance(CommandOutput output)
{
    public Task<int> UpgradeAsync(string url, CancellationToken cancellationToken) => TellAsync(async () =>
    {
        var uri = StoreUri.Parse(url);
        var upgrade = await StoreMaintenance.UpgradeAsync(uri, TimeProvider.System, cancellationToken);
        await output.Results.WriteLineAsync(upgrade switch
        {
            { From: 0 } => $"Created {uri} with schema version {upgrade.To}.",
            _ when upgrade.From == upgrade.To => $"{uri} has schema version {upgrade.To} already.",
            { BackupPath: { } copy } =>
                $"Upgraded {uri} from schema version {upgrade.From} to {upgrade.To}; what it was before is in {copy}.",
            _ => $"Upgraded {uri} from schema version {upgrade.From} to {upgrade.To}.",
        });
        return ExitCodes.Success;
    });

    public Task<int> CheckAsync(string url, CancellationToken cancellationToken) => TellAsync(async () =>
    {
        var uri = StoreUri.Parse(url);
        var check = await StoreMaintenance.CheckAsync(uri, cancellationToken);
        foreach (var problem in check.Problems)
        {
            await output.Results.WriteLineAsync(problem);
        }

        if (check.Problems.Count > 0)
        {
            await output.Results.WriteLineAsync($"{uri} is NOT sound: {check.Problems.Count} problems.");
            return ExitCodes.Problems;
        }

        await output.Results.WriteLineAsync(check.NeedsUpgrade
            ? $"{uri} has schema version {check.Version} of {check.NewestVersion}: run 'tracking db upgrade'."
            : $"{uri} is sound, with schema version {check.Version}.");
        return check.NeedsUpgrade ? ExitCodes.NeedsUpgrade : ExitCodes.Success;
    });

    public Task<int> BackUpAsync(string url, string target, CancellationToken cancellationToken) =>
        TellAsync(async () =>
        {
            await StoreMaintenance.BackUpAsync(StoreUri.Parse(url), target, cancellationToken);
            await output.Results.WriteLineAsync(
                $"Wrote {new FileInfo(target).Length} bytes to {Path.GetFullPath(target)}.");
            return ExitCodes.Success;
        });

    private async Task<int> TellAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreOpenException error)
        {
            return await output.FailAsync(error.Message);
        }
    }
}
