using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Combining;

/// <summary>How one output of several models becomes one.</summary>
internal interface ICombineRule
{
    /// <summary>What comes out.</summary>
    /// <param name="info">What all members give.</param>
    /// <exception cref="ModelLoadException">The rule is not for such elements.</exception>
    TensorInfo Describe(TensorInfo info);

    /// <summary>Combines tensors of one type and shape.</summary>
    /// <param name="members">In the members' order, at least two.</param>
    Tensor Combine(IReadOnlyList<Tensor> members);
}
