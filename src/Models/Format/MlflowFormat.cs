namespace Tracking.Models.Format;

/// <summary>Which MLflow our model folders are written for.</summary>
public static class MlflowFormat
{
    /// <summary>The release whose layout we follow, and that requirements.txt asks for.</summary>
    public const string Version = "3.11.1";
}
