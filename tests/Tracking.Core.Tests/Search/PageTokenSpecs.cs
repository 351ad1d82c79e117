using System.Text;
using Tracking.Core.Errors;
using Tracking.Core.Search.Paging;

namespace Tracking.Core.Tests.Search;

public class PageTokenSpecs
{
    private static readonly string Search = PageToken.FingerprintOf("status = 'a'", "start_time", "1,2");

    [Fact]
    public void A_token_brings_back_the_sort_key_of_the_last_row()
    {
        var token = new PageToken(Search, ["0", null, "4607182418800017408", "a'\"\u00fc"]).Encode();

        Assert.Equal(["0", null, "4607182418800017408", "a'\"\u00fc"], PageToken.Decode(token, Search, 4));
        Assert.Null(PageToken.Decode(null, Search, 4));
        Assert.Null(PageToken.Decode(string.Empty, Search, 4));
    }

    [Theory]
    [InlineData("zzz", "Invalid page token, could not base64-decode")]
    [InlineData("garbage", "Invalid page token, could not base64-decode")]
    [InlineData("@@@", "Invalid page token, decoded value=b''")]
    [InlineData("junk", @"Invalid page token, decoded value=b'\x8e\xe9\xe4'")]
    [InlineData("eyJvZmZzZXQiOiAyfQ==", @"Invalid page token, decoded value=b'{""offset"": 2}'")]
    public void A_token_that_is_not_ours_is_refused_in_MLflows_words(string token, string message) =>
        Assert.Equal(message, Refusal(() => PageToken.Decode(token, Search, 4)));

    [Fact]
    public void A_token_of_another_search_is_refused()
    {
        var other = PageToken.FingerprintOf("status = 'a'", "start_time", "1,3");
        var token = new PageToken(other, ["0"]).Encode();

        Assert.Contains("another filter", Refusal(() => PageToken.Decode(token, Search, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_search_do_not_run_into_each_other() =>
        Assert.NotEqual(PageToken.FingerprintOf("a", "bc"), PageToken.FingerprintOf("ab", "c"));

    [Theory]
    [InlineData("""{"q": 1, "k": []}""")]
    [InlineData("""{"q": "x"}""")]
    [InlineData("""{"q": "x", "k": [1, 2, 3, 4]}""")]
    [InlineData("[]")]
    [InlineData("{\"q\": \"x\", \"k\": [")]
    public void A_token_of_another_shape_is_refused(string json)
    {
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

        var refusal = Refusal(() => PageToken.Decode(token, Search, 4));

        Assert.StartsWith("Invalid page token, decoded value=b'", refusal, StringComparison.Ordinal);
    }

    private static string Refusal(Func<object?> decode)
    {
        var error = Assert.Throws<TrackingException>(decode);
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error.Message;
    }
}
