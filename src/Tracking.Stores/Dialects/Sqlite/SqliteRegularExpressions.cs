using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Tracking.Core.Search.Binding;

namespace Tracking.Stores.Dialects.Sqlite;

/// <summary>SQLite parses <c>text REGEXP pattern</c> but leaves the meaning to its host.</summary>
internal static class SqliteRegularExpressions
{
    /// <summary>The pattern is one that <see cref="RegularExpressions"/> accepted.</summary>
    public static void AddTo(SqliteConnection connection)
    {
        // A connection is used by one thread at a time, and a search compares all rows with one pattern.
        var known = ("", RegularExpressions.Compile(""));
        connection.CreateFunction<string?, string?, bool?>(
            "regexp",
            (pattern, text) =>
            {
                if (pattern is null || text is null)
                {
                    return null;
                }

                if (known.Item1 != pattern)
                {
                    known = (pattern, RegularExpressions.Compile(pattern));
                }

                return known.Item2.IsMatch(text);
            },
            isDeterministic: true);
    }
}
