using Xunit;

namespace Tracking.TestKit;

/// <summary>A theory that needs a program on the PATH.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(string program)
    {
        Program = program;
        Skip = Requirements.Unless(Requirements.HasProgram(program), $"'{program}' is not on the PATH");
    }

    public string Program { get; }
}
