using Tracking.Core.Registry;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Registry;

/// <summary>Finds the rows that requests name.</summary>
internal static class RegistryRows
{
    public static long? FindModel(StoreSession session, string name) =>
        session.Statement(RegistrySql.SelectModelKey).Bind(1, name).SingleInt64();

    /// <exception cref="Core.Errors.TrackingException">There is no such model.</exception>
    public static long RequireModel(StoreSession session, string name) =>
        FindModel(session, name) ?? throw RegistryErrors.ModelNotFound(name);

    /// <exception cref="Core.Errors.TrackingException">There is no such version, or it is deleted.</exception>
    public static (long VersionKey, long ModelKey) RequireVersion(StoreSession session, string name, int version)
    {
        var statement = session.Statement(RegistrySql.SelectVersionKey).Bind(1, name).Bind(2, version);
        if (!statement.Step())
        {
            throw RegistryErrors.VersionNotFound(name, version);
        }

        var keys = (statement.Int64(0), statement.Int64(1));
        statement.Reset();
        return keys;
    }
}
