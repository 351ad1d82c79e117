using Tracking.Quickstart;

namespace Tracking.Samples.Tests.Quickstart;

public sealed class DigitsSpecs
{
    [Fact]
    public async Task The_data_set_is_whole()
    {
        var digits = await Digits.LoadAsync(default);

        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            digits.CountBy(digit => digit.Label).OrderBy(count => count.Key).Select(count => count.Value));
        Assert.All(digits, digit => Assert.Equal(Digit.PixelCount, digit.Pixels.Length));
        Assert.All(digits, digit => Assert.All(digit.Pixels, pixel => Assert.InRange(pixel, 0, Digit.Black)));
    }

    [Fact]
    public async Task A_split_takes_every_image_once()
    {
        var digits = await Digits.LoadAsync(default);

        var split = Digits.Split(digits, seed: 1);

        Digit[] all = [.. split.Training, .. split.Validation, .. split.HeldOut];
        Assert.Equal(digits.Length, all.Length);
        Assert.Equal(digits.ToHashSet(), all.ToHashSet());
    }

    [Fact]
    public async Task A_split_keeps_the_proportions_of_the_digits()
    {
        var split = Digits.Split(await Digits.LoadAsync(default), seed: 1);

        foreach (var (part, share) in new[] { (split.Training, 0.7), (split.Validation, 0.1), (split.HeldOut, 0.2) })
        {
            Assert.All(
                part.CountBy(digit => digit.Label),
                count => Assert.InRange(count.Value, share * 170, share * 190));
            Assert.Equal(Digit.ClassCount, part.DistinctBy(digit => digit.Label).Count());
        }
    }

    [Fact]
    public async Task Equal_seeds_split_equally_and_others_do_not()
    {
        var digits = await Digits.LoadAsync(default);

        Assert.Equal(Digits.Split(digits, 1).HeldOut, Digits.Split(digits, 1).HeldOut);
        Assert.NotEqual(Digits.Split(digits, 1).HeldOut, Digits.Split(digits, 2).HeldOut);
    }
}
