using Tracking.Serving;
using Tracking.Serving.Repository;

namespace Tracking.Cli.Commands.Serve;

/// <summary>Everything in the registry that carries an alias.</summary>
internal sealed class AliasModelSet(RegistryModelSource registry, string alias) : IServedModelSet
{
    public string Name => $"models:/*@{alias}";

    public Task<IReadOnlyList<ServedModel>> ListAsync(CancellationToken cancellationToken) =>
        registry.WithAliasAsync(alias, cancellationToken);
}
