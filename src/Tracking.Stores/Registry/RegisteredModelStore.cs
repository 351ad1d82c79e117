using Tracking.Core;
using Tracking.Core.Registry;
using Tracking.Core.Search.Paging;
using Tracking.Core.Webhooks;
using Tracking.Stores.Dialects;
using Tracking.Stores.Lifecycle;
using Tracking.Stores.Search;
using Tracking.Stores.Webhooks;

namespace Tracking.Stores.Registry;

/// <summary>Keeps registered models, their tags and aliases.</summary>
internal sealed class RegisteredModelStore(
    StoreDatabase database,
    RegisteredModelHydrator hydrator,
    RegisteredModelSearch search,
    WebhookEventWriter events) : IRegisteredModelStore
{
    public Task<RegisteredModel> CreateAsync(NewRegisteredModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        return database.CreateAsync(model.Once, session => Create(session, model), cancellationToken);
    }

    public Task<RegisteredModel> GetAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Get(session, RegistryRows.RequireModel(session, name)), cancellationToken);

    public Task<RegisteredModel> RenameAsync(string name, string newName, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                // The new name too, in one order, as two may exchange theirs.
                RegistryRows.Lock(session, string.CompareOrdinal(name, newName) < 0 ? name : newName);
                RegistryRows.Lock(session, string.CompareOrdinal(name, newName) < 0 ? newName : name);
                var key = RegistryRows.RequireModel(session, name);
                if (RegistryRows.FindModel(session, newName) is { } other && other != key)
                {
                    throw RegistryErrors.ModelAlreadyExists(newName);
                }

                var now = session.NowMs;
                session.Statement(RegistrySql.RenameModel).Bind(1, newName).Bind(2, now).Bind(3, key).Run();
                session.Statement(RegistrySql.TouchVersions).Bind(1, now).Bind(2, key).Run();
                return Get(session, key);
            },
            cancellationToken);

    public Task<RegisteredModel> UpdateAsync(string name, string? description, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var key = RegistryRows.RequireModel(session, name);
                session.Statement(RegistrySql.DescribeModel)
                    .Bind(1, description).Bind(2, session.NowMs).Bind(3, key).Run();
                return Get(session, key);
            },
            cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Statement(RegistrySql.DeleteModel)
                .Bind(1, RegistryRows.RequireModel(session, name)).Run(),
            cancellationToken);

    public Task SetTagAsync(string name, Tag tag, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var model = RegistryRows.RequireModel(session, name);
                SetTag(session, model, tag);
                events.Write(session, model, new ModelTagChanged(name, tag.Key, tag.Value));
            },
            cancellationToken);

    public Task DeleteTagAsync(string name, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var model = RegistryRows.RequireModel(session, name);
                if (session.FindKeyId(key) is { } keyId)
                {
                    session.Statement(RegistrySql.DeleteModelTag).Bind(1, model).Bind(2, keyId).Run();
                }

                events.Write(session, model, new ModelTagChanged(name, key, Value: null));
            },
            cancellationToken);

    public Task SetAliasAsync(
        string name, string alias, int version, int? expectedVersion, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var (_, model) = RegistryRows.RequireVersion(session, name, version);
                if (expectedVersion is { } expected)
                {
                    var actual = (int?)session.Statement(RegistrySql.SelectAlias)
                        .Bind(1, model).Bind(2, alias).SingleInt64() ?? RegistryRules.NoVersion;
                    if (actual == version)
                    {
                        // As wished: a client whose first answer was lost asks twice.
                        return;
                    }

                    if (actual != expected)
                    {
                        throw RegistryErrors.AliasMoved(name, alias, expected, actual);
                    }
                }

                session.Statement(RegistrySql.SetAlias).Bind(1, model).Bind(2, alias).Bind(3, version).Run();
                events.Write(session, model, new AliasChanged(name, alias, version));
            },
            cancellationToken);

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var model = RegistryRows.RequireModel(session, name);
                session.Statement(RegistrySql.DeleteAlias).Bind(1, model).Bind(2, alias).Run();
                events.Write(session, model, new AliasChanged(name, alias, Version: null));
            },
            cancellationToken);

    public Task<Page<RegisteredModel>> SearchAsync(RegistryQuery query, CancellationToken cancellationToken) =>
        search.SearchAsync(query, cancellationToken);

    private RegisteredModel Create(WriteSession session, NewRegisteredModel model)
    {
        if (RegistryRows.FindModel(session, model.Name) is not null)
        {
            throw RegistryErrors.ModelAlreadyExists(model.Name);
        }

        var key = session.Statement(RegistrySql.InsertModel)
            .Bind(1, model.Name).Bind(2, model.Description).Bind(3, session.NowMs).SingleInt64()!.Value;
        foreach (var tag in model.Tags)
        {
            SetTag(session, key, tag);
        }

        events.Write(session, key, new ModelCreated(model.Name, model.Description, model.Tags));
        return Get(session, key);
    }

    private RegisteredModel Get(StoreSession session, long key) => hydrator.Hydrate(session, [key])[0];

    private static void SetTag(WriteSession session, long model, Tag tag) =>
        session.Statement(RegistrySql.SetModelTag)
            .Bind(1, model).Bind(2, session.KeyId(tag.Key)).Bind(3, tag.Value).Run();
}
