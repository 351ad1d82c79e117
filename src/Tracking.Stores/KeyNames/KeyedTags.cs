using Tracking.Core;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.KeyNames;

/// <summary>Reads tags of many owners at once.</summary>
internal static class KeyedTags
{
    /// <summary>The tags by owner, sorted by key, from rows of (owner, key_id, value).</summary>
    public static Dictionary<long, List<Tag>> Read(
        StoreSession session, KeyNameCache keyNames, StoreStatement rows)
    {
        var tags = new Dictionary<long, List<Tag>>();
        while (rows.Step())
        {
            var owner = rows.Int64(0);
            if (!tags.TryGetValue(owner, out var list))
            {
                tags.Add(owner, list = []);
            }

            list.Add(new Tag(keyNames.NameOf(session, rows.Int64(1)), rows.Text(2)));
        }

        foreach (var list in tags.Values)
        {
            list.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        }

        return tags;
    }
}
