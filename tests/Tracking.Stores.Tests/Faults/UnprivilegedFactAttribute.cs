namespace Tracking.Stores.Tests.Faults;

/// <summary>A test of permissions, which mean nothing to root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Skip = "Needs an ordinary user: root may write read-only files.";
        }
    }
}
