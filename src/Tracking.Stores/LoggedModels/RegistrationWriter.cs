using Tracking.Core.LoggedModels;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.LoggedModels;

/// <summary>Notes on a logged model that a version was registered from it.</summary>
internal static class RegistrationWriter
{
    private const string SelectTag = "SELECT value FROM logged_model_tag WHERE model_key = ? AND key_id = ?";

    /// <summary>Nothing is noted where there is no such model.</summary>
    public static void Note(WriteSession session, string modelId, string name, long version)
    {
        var model = session.Statement(LoggedModelSql.SelectRow).Bind(1, modelId);
        if (!model.Step())
        {
            return;
        }

        var (key, experimentId) = (model.Int64(0), model.Int64(1));
        model.Reset();
        var keyId = session.KeyId(RegistrationTag.Key);
        session.Statement(LoggedModelSql.SetTag)
            .Bind(1, key)
            .Bind(2, keyId)
            .Bind(3, experimentId)
            .Bind(4, RegistrationTag.Append(TagOf(session, key, keyId), name, version))
            .Run();
    }

    private static string? TagOf(WriteSession session, long modelKey, long keyId)
    {
        var tag = session.Statement(SelectTag).Bind(1, modelKey).Bind(2, keyId);
        if (!tag.Step())
        {
            return null;
        }

        var value = tag.Text(0);
        tag.Reset();
        return value;
    }
}
