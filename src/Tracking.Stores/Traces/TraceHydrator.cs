using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;

namespace Tracking.Stores.Traces;

/// <summary>Reads traces by their keys: four statements for any number of traces, one more for their spans.</summary>
internal sealed class TraceHydrator(KeyNameCache keyNames)
{
    /// <summary>The traces in the order of the keys; keys that do not exist are left out.</summary>
    public IReadOnlyList<TraceInfo> Hydrate(StoreSession session, IReadOnlyList<long> traceKeys)
    {
        var found = ReadInfos(session, JsonKeys.Of(traceKeys));
        return [.. traceKeys.Where(found.ContainsKey).Select(key => found[key])];
    }

    /// <inheritdoc cref="Hydrate"/>
    public IReadOnlyList<Trace> HydrateWithSpans(StoreSession session, IReadOnlyList<long> traceKeys)
    {
        var json = JsonKeys.Of(traceKeys);
        var found = ReadInfos(session, json);
        var spans = SpanRows.Read(session, json);
        return [.. traceKeys.Where(found.ContainsKey).Select(key => new Trace(found[key], [.. spans[key]]))];
    }

    private Dictionary<long, TraceInfo> ReadInfos(StoreSession session, string json)
    {
        var tags = KeyedTags.Read(session, keyNames, session.Statement(TraceSql.SelectTags).Bind(1, json));
        var metadata = KeyedTags.Read(session, keyNames, session.Statement(TraceSql.SelectMetadata).Bind(1, json));
        var assessments = AssessmentRows.Read(session, json);
        var found = new Dictionary<long, TraceInfo>();
        var statement = session.Statement(TraceSql.Select).Bind(1, json);
        while (statement.Step())
        {
            var row = TraceRow.Read(statement);
            found.Add(row.Key, row.Info with
            {
                Tags = tags.GetValueOrDefault(row.Key) ?? [],
                Metadata = metadata.GetValueOrDefault(row.Key) ?? [],
                Assessments = [.. assessments[row.Key]],
            });
        }

        return found;
    }
}
