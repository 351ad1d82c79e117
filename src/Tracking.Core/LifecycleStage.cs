namespace Tracking.Core;

/// <summary>Active, or in the trash.</summary>
public enum LifecycleStage
{
    Active = 0,
    Deleted = 1,
}
