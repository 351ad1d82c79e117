using System.Globalization;
using Tracking.Core.Search.Paging;

namespace Tracking.Stores.Search;

/// <summary>Reads the numbers of page tokens, which come from clients.</summary>
internal static class TokenNumber
{
    /// <exception cref="Core.Errors.TrackingException">INVALID_PARAMETER_VALUE: not a number.</exception>
    public static long Parse(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw PageToken.InvalidValue(value);

    /// <inheritdoc cref="Parse"/>
    public static double ParseReal(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !double.IsNaN(number)
            ? number
            : throw PageToken.InvalidValue(value);
}
