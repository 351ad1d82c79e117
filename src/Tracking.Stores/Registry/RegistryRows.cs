using Tracking.Core.Registry;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Registry;

/// <summary>Finds the rows that requests name.</summary>
internal static class RegistryRows
{
    public static long? FindModel(StoreSession session, string name) =>
        session.Statement(RegistrySql.SelectModelKey).Bind(1, name).SingleInt64();

    /// <summary>Writes to one model and its versions come one after the other from here on.</summary>
    /// <exception cref="Core.Errors.TrackingException">There is no such model.</exception>
    public static long RequireModel(StoreSession session, string name)
    {
        Lock(session, name);
        return FindModel(session, name) ?? throw RegistryErrors.ModelNotFound(name);
    }

    /// <inheritdoc cref="RequireModel"/>
    /// <exception cref="Core.Errors.TrackingException">There is no such version, or it is deleted.</exception>
    public static (long VersionKey, long ModelKey) RequireVersion(StoreSession session, string name, int version)
    {
        Lock(session, name);
        var statement = session.Statement(RegistrySql.SelectVersionKey).Bind(1, name).Bind(2, version);
        if (!statement.Step())
        {
            throw RegistryErrors.VersionNotFound(name, version);
        }

        var keys = (statement.Int64(0), statement.Int64(1));
        statement.Reset();
        return keys;
    }

    public static void Lock(StoreSession session, string name) => session.Lock("model " + name);
}
