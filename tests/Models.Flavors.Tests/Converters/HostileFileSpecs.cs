using System.Text;
using Tracking.Models.Flavors.Converters;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Files of toolkits that are made to harm their reader, and rows at the edges.</summary>
public sealed class HostileFileSpecs
{
    [Fact]
    public async Task A_file_over_the_limit_is_refused_unread()
    {
        using var folder = new TempFolder();
        using (var file = new FileStream(folder["huge.ubj"], FileMode.CreateNew))
        {
            file.SetLength((1L << 30) + 1);
        }

        var error = await Assert.ThrowsAsync<ModelConversionException>(
            () => ModelConverter.ConvertAsync(folder["huge.ubj"], null, Patience.Token()));

        Assert.Equal($"'{folder["huge.ubj"]}' has 1073741825 bytes; at most 1073741824 are read.", error.Message);
    }

    /// <summary>Files whose texts hold bytes that are no UTF-8.</summary>
    public static TheoryData<string, byte[]> Garbled => new()
    {
        { "json", Spoilt(Encoding.UTF8.GetBytes(XGBoostFiles.Stump().ToJsonString()), "squarederror") },
        { "ubj", Spoilt(Ubjson.Write(XGBoostFiles.Stump()), "squarederror") },
        { "sklearn", Spoilt(Encoding.UTF8.GetBytes(ScikitLearnFiles.Pipeline().ToJsonString()), "forest") },
        { "lightgbm", Spoilt(Encoding.UTF8.GetBytes(LightGbmFiles.Of("regression", LightGbmFiles.Stump("0.5", 2))),
            "regression") },
    };

    [Theory]
    [MemberData(nameof(Garbled))]
    public void Text_that_is_no_UTF8_is_refused(string kind, byte[] bytes)
    {
        var error = Assert.Throws<ModelConversionException>(
            () => ModelConverter.Convert(kind, bytes, new ConversionOptions()));

        Assert.StartsWith($"'{kind}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Lists_of_nothing_count_as_values()
    {
        // Their items have no byte in the file, whose length alone bounds what each may claim: the second is too much
        // with the first before it.
        byte[] bytes = [.. "{i\u0001a[[$Z#l"u8, 0, 0, 0x75, 0x30, .. "[$Z#l"u8, 0, 0x7A, 0x11, 0xFF];
        Array.Resize(ref bytes, 8_000_000);

        var error = Assert.Throws<ModelConversionException>(
            () => ModelConverter.Convert("bomb.ubj", bytes, new ConversionOptions()));

        Assert.Contains("holds more than 8000000 values", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("\"9007199254740993\"")]
    public void Numbers_beyond_what_is_exact_are_refused_as_counts(string count) => Assert.Contains(
        "expected a whole number from 0 to 16777216",
        ConvertedRun.Refusal(XGBoostFiles.With("learner.learner_model_param.num_feature", count)),
        StringComparison.Ordinal);

    [Fact]
    public void No_rows_are_answered_with_none()
    {
        Assert.Empty(ConvertedRun.Predict(ConvertedRun.Convert(XGBoostFiles.Stump().ToJsonString()), 2));
        Assert.Empty(ConvertedRun.Predict(
            ConvertedRun.Convert(LightGbmFiles.Of("regression", LightGbmFiles.Stump("0.5", 2))), 2));
    }

    [Fact]
    public void Infinities_and_NaN_go_where_the_tree_sends_them() => Assert.Equal(
        [1, 2, 1],
        ConvertedRun.Predict(ConvertedRun.Convert(XGBoostFiles.Stump().ToJsonString()), 2,
            float.NegativeInfinity, 0, float.PositiveInfinity, 0, float.NaN, 0));

    private static byte[] Spoilt(byte[] whole, string word)
    {
        var at = whole.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word));
        Assert.True(at > 0, $"'{word}' is not there");
        whole[at + 1] = 0xFF;
        return whole;
    }
}
