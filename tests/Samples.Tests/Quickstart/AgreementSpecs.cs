using Tracking.Quickstart;

namespace Tracking.Samples.Tests.Quickstart;

public sealed class AgreementSpecs
{
    private static readonly Prediction Seven = new(7, [0.25f, 0.75f]);

    [Fact]
    public void Rounding_is_agreement()
    {
        var agreement = Agreement.Between([Seven, Seven], [Seven, new Prediction(7, [0.250004f, 0.749996f])]);

        Assert.True(agreement.Holds);
        Assert.Equal("2 of 2 the same digit, probabilities within 4.0e-6 (limit 1e-5)", agreement.ToString());
    }

    public static TheoryData<int, float[]> Others => new()
    {
        { 7, [0.2501f, 0.7499f] },
        { 1, [0.25f, 0.75f] },
        { 7, [0.25f, float.NaN] },
        { 7, [0.25f] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_digit_another_probability_or_none_is_not(int digit, float[] probabilities) =>
        Assert.False(Agreement.Between([Seven, Seven], [Seven, new Prediction(digit, probabilities)]).Holds);

    [Fact]
    public void A_missing_prediction_is_an_error() => Assert.Equal(
        "Expected 2 predictions, got 1.",
        Assert.Throws<InvalidDataException>(() => Agreement.Between([Seven, Seven], [Seven])).Message);
}
