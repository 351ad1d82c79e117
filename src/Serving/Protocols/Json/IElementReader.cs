using System.Text.Json;

namespace Tracking.Serving.Protocols.Json;

/// <summary>Reads one element of a tensor from the token that a JSON reader stands on.</summary>
internal interface IElementReader<T>
{
    /// <summary>Takes JSON's own form of the type; refuses what would lose its value.</summary>
    static abstract bool TryRead(ref Utf8JsonReader reader, out T value);

    /// <summary>Takes what MLflow's casts accept as well: numbers in text, truth values, null for not-a-number.</summary>
    static abstract bool TryCoerce(ref Utf8JsonReader reader, out T value);
}
