using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>Finds tensors by name and type, for models written in .NET.</summary>
public static class NamedTensors
{
    /// <summary>The tensor of a name.</summary>
    /// <typeparam name="T">Its elements, one of those listed at <see cref="Tensor{T}"/>.</typeparam>
    /// <param name="tensors">Inputs or outputs.</param>
    /// <param name="name">As the model names it.</param>
    /// <exception cref="ScoringException">There is none, or its elements are of another type.</exception>
    public static Tensor<T> Get<T>(this IReadOnlyList<NamedTensor> tensors, string name)
        where T : unmanaged => tensors.Find(name) as Tensor<T>
            ?? throw Lacks(tensors, name, ElementTypes.Of<T>());

    /// <summary>The tensor of text of a name.</summary>
    /// <param name="tensors">Inputs or outputs.</param>
    /// <param name="name">As the model names it.</param>
    /// <exception cref="ScoringException">There is none, or its elements are no text.</exception>
    public static StringTensor GetTexts(this IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.Find(name) as StringTensor ?? throw Lacks(tensors, name, ElementType.String);

    /// <summary>The tensor of lists, objects or any values of a name.</summary>
    /// <param name="tensors">Inputs or outputs.</param>
    /// <param name="name">As the model names it.</param>
    /// <exception cref="ScoringException">There is none, or its elements are of another type.</exception>
    public static JsonTensor GetValues(this IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.Find(name) as JsonTensor ?? throw Lacks(tensors, name, ElementType.Json);

    /// <summary>The tensor of a name, or null.</summary>
    /// <param name="tensors">Inputs or outputs.</param>
    /// <param name="name">As the model names it.</param>
    public static Tensor? Find(this IReadOnlyList<NamedTensor> tensors, string name)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        for (var i = 0; i < tensors.Count; i++)
        {
            if (tensors[i].Name == name)
            {
                return tensors[i].Tensor;
            }
        }

        return null;
    }

    private static ScoringException Lacks(IReadOnlyList<NamedTensor> tensors, string name, ElementType expected) => new(
        ScoringFault.InvalidInput,
        tensors.Find(name) is { } found
            ? $"'{name}' has elements of type {found.ElementType}; expected {expected}."
            : $"There is no tensor '{name}'; expected one of {expected}.");
}
