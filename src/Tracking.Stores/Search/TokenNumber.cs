using System.Globalization;
using Tracking.Core.Search.Paging;

namespace Tracking.Stores.Search;

/// <summary>Numbers inside page tokens.</summary>
internal static class TokenNumber
{
    /// <exception cref="Core.Errors.TrackingException">INVALID_PARAMETER_VALUE: the token holds no number there.</exception>
    public static long Parse(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw PageToken.InvalidValue(value);
}
