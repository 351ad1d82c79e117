using System.Globalization;

namespace Tracking.Stores.Dialects;

/// <summary>Keys as one parameter: <c>IN (SELECT value FROM json_each(?))</c> takes any number of them.</summary>
internal static class JsonKeys
{
    public static string Of(IEnumerable<long> keys) =>
        "[" + string.Join(',', keys.Select(key => key.ToString(CultureInfo.InvariantCulture))) + "]";
}
