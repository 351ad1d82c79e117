namespace Tracking.Serving.Repository;

/// <summary>Everything in the registry that carries an alias. Thread-safe.</summary>
/// <param name="source">Knows the registry.</param>
/// <param name="alias">Which.</param>
/// <param name="like">States URI, name and version aside how each is served; null for the defaults.</param>
public sealed class RegistryAliasSet(IModelSource source, string alias, ServedModel? like = null) : IServedModelSet
{
    /// <inheritdoc/>
    public string Name => $"models:/*@{alias}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken)
    {
        var found = await source.WithAliasAsync(alias, cancellationToken);
        return [.. found.Select(uri => like is null ? new ServedModel(uri) : like with { Uri = uri })];
    }
}
