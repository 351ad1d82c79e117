namespace Tracking.Server.Operations.Exposition;

/// <summary>The tags of a measurement as a key, equal when names, values and order are.</summary>
internal sealed class TagSet(KeyValuePair<string, object?>[] tags)
{
    public IReadOnlyList<KeyValuePair<string, object?>> Tags => tags;

    /// <summary>Compares with tags on the stack, so that counting makes no garbage.</summary>
    public sealed class Comparer
        : IEqualityComparer<TagSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, TagSet>
    {
        public bool Equals(TagSet? x, TagSet? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && AreEqual(x.Span, y.Span));

        public int GetHashCode(TagSet set) => HashOf(set.Span);

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, TagSet other) =>
            AreEqual(alternate, other.Span);

        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => HashOf(alternate);

        public TagSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => new(alternate.ToArray());

        private static bool AreEqual(
            ReadOnlySpan<KeyValuePair<string, object?>> x, ReadOnlySpan<KeyValuePair<string, object?>> y)
        {
            if (x.Length != y.Length)
            {
                return false;
            }

            for (var i = 0; i < x.Length; i++)
            {
                if (x[i].Key != y[i].Key || !Equals(x[i].Value, y[i].Value))
                {
                    return false;
                }
            }

            return true;
        }

        private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var hash = default(HashCode);
            foreach (var (_, value) in tags)
            {
                hash.Add(value);
            }

            return hash.ToHashCode();
        }
    }

    private ReadOnlySpan<KeyValuePair<string, object?>> Span => tags;
}
