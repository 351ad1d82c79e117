using Tracking.Core.Errors;
using Tracking.Core.Registry;

namespace Tracking.Server.Registry;

/// <summary>Where the files of a version lie.</summary>
internal sealed class DownloadLocations(IModelVersionStore versions)
{
    /// <exception cref="TrackingException">There is no such version.</exception>
    public async Task<string> FindAsync(string name, string version, CancellationToken cancellationToken)
    {
        var found = await versions.GetAsync(name, RegistryRules.ParseVersion(version), cancellationToken);
        return found.StorageLocation ?? found.Source;
    }
}
