using System.ComponentModel.DataAnnotations;

namespace Tracking.Stores;

/// <summary>Validates settings by their attributes.</summary>
internal static class ConfigCheck
{
    /// <exception cref="StoreOpenException">Names every setting that is out of range.</exception>
    public static void Validate(object config)
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(config, new ValidationContext(config), problems, validateAllProperties: true))
        {
            throw new StoreOpenException(string.Join(" ", problems.Select(problem => problem.ErrorMessage)));
        }
    }
}
