namespace Tracking.Projects;

/// <summary>A project cannot be read or run: one line with the file, the place in it, and what was expected.</summary>
public sealed class ProjectException : Exception
{
    /// <inheritdoc cref="ProjectException"/>
    public ProjectException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="ProjectException"/>
    public ProjectException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
