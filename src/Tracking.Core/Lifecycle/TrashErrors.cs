using Tracking.Core.Errors;

namespace Tracking.Core.Lifecycle;

/// <summary>Why something cannot be removed for good.</summary>
public static class TrashErrors
{
    public static TrackingException NotFound(TrashKind kind, string id) =>
        new(ErrorCode.ResourceDoesNotExist, $"{NameOf(kind)} '{id}' does not exist.");

    public static TrackingException NotDeleted(TrashKind kind, string id) =>
        ParameterErrors.Invalid(
            $"{NameOf(kind)} '{id}' is not in the 'deleted' lifecycle stage. Delete it first; only then can it be " +
            "removed for good.");

    public static TrackingException TooYoung(TrashKind kind, string id) =>
        ParameterErrors.Invalid($"{NameOf(kind)} '{id}' was deleted more recently than the required age.");

    public static string NameOf(TrashKind kind) => kind switch
    {
        TrashKind.Experiment => "Experiment",
        TrashKind.Run => "Run",
        _ => "Logged model",
    };
}
