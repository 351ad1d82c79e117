using Tracking.Models.Format;

namespace Tracking.Models.Flavors;

/// <summary>What an MLmodel file says of one of its flavors.</summary>
internal static class FlavorSection
{
    /// <summary>The flavor's section.</summary>
    /// <exception cref="ModelLoadException">The model has other flavors only.</exception>
    public static MlModelSection Of(ModelDirectory directory, string flavor)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return directory.MlModel.Flavors.TryGetValue(flavor, out var section)
            ? section
            : throw new ModelLoadException(
                $"'{directory.Path}' has no flavor '{flavor}', only "
                + $"{string.Join(", ", directory.MlModel.Flavors.Keys)}.");
    }
}
