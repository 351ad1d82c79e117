using System.Text;
using Tracking.Models.Flavors.Converters;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Damaged files are refused as such, or make another model; nothing else happens.</summary>
public sealed class ReaderFuzzSpecs
{
    private const int Attempts = 400;

    public static TheoryData<string> Kinds => ["json", "ubj", "lightgbm", "sklearn", "histograms"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Cut_files_are_refused_at_every_length(string kind)
    {
        var whole = Sample(kind);
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 150))
        {
            Attempt(whole[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changed_bytes_never_bring_the_reader_down(string kind)
    {
        var random = new Random(20_26);
        var whole = Sample(kind);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var damaged = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Attempt(damaged);
        }
    }

    private static void Attempt(byte[] bytes)
    {
        try
        {
            ModelConverter.Convert("model", bytes, new ConversionOptions());
        }
        catch (ModelConversionException refused)
        {
            Assert.StartsWith("'model'", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    private static byte[] Sample(string kind) => kind switch
    {
        "json" => Encoding.UTF8.GetBytes(XGBoostFiles.Stump().ToJsonString()),
        "ubj" => Ubjson.Write(XGBoostFiles.Stump()),
        "histograms" => Encoding.UTF8.GetBytes(ScikitLearnFiles.Of(ScikitLearnFiles.Histograms)),
        "sklearn" => Encoding.UTF8.GetBytes(ScikitLearnFiles.Pipeline().ToJsonString()),
        _ => Encoding.UTF8.GetBytes(LightGbmFiles.Of("binary sigmoid:1", LightGbmFiles.Stump("0.5", 2),
            LightGbmFiles.Stump("0", 1, 1, "num_cat=1\ncat_boundaries=0 1\ncat_threshold=6"))),
    };
}
