namespace Tracking.Models.Flavors.Converters;

/// <summary>What trained a model that is to be converted.</summary>
public enum ModelToolkit
{
    /// <summary>XGBoost: a model saved as JSON or UBJ.</summary>
    XGBoost,

    /// <summary>LightGBM: a model saved as text.</summary>
    LightGbm,

    /// <summary>scikit-learn: what the exporter wrote, see <see cref="ScikitLearn.ScikitLearnExporter"/>.</summary>
    ScikitLearn,
}
