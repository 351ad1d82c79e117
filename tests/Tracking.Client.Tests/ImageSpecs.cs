using System.Diagnostics;
using System.Text;
using Tracking.Client.Internal.Images;
using Tracking.Client.Runs;
using Tracking.TestKit;

namespace Tracking.Client.Tests;

public sealed class ImageSpecs : ServerFixture
{
    // 4 x 4 RGB, as MLflow's Python client wrote it.
    private const string Recorded =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAADElEQVR4nGNgIB0AAAA0AAF2Xq7DAAAAAElFTkSuQmCC";

    [Fact]
    public async Task An_image_of_a_step_is_found_by_its_name_with_a_thumbnail_and_a_tag()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogImageAsync("val/first image", Convert.FromBase64String(Recorded), step: 3);
        var files = await Client.Artifacts.ListAsync(run.Id, "images").Select(file => file.Path!).ToListAsync();
        Assert.Equal(2, files.Count);
        var name = @"^images/val~first image\+step\+3\+timestamp\+\d{13}\+[0-9a-f-]{36}";
        Assert.Matches(name + @"\+compressed\.webp$", files[0]);
        Assert.Matches(name + @"\.png$", files[1]);
        Assert.Equal(files[1][..^4], files[0].Replace("+compressed.webp", "", StringComparison.Ordinal));
        var tags = (await Client.Runs.GetAsync(run.Id)).Data!.Tags!;
        Assert.Contains(tags, tag => tag is { Key: "mlflow.loggedImages", Value: "True" });
    }

    [Fact]
    public async Task An_image_of_a_step_may_come_from_a_file_or_from_pixels()
    {
        await using var run = await Client.StartRunAsync();
        await File.WriteAllBytesAsync(Folder["one.png"], PngWriter.Write(Pattern(300, 200, 3)));
        await run.LogImageAsync("file", Folder["one.png"], step: 1);
        await run.LogImageAsync("pixels", Pattern(300, 200, 3), step: 2);
        var files = await Client.Artifacts.ListAsync(run.Id, "images").Select(file => file.Path!).ToListAsync();
        Assert.Equal(2, files.Count(file => file.Contains("file+step+1+", StringComparison.Ordinal)));
        Assert.Equal(2, files.Count(file => file.Contains("pixels+step+2+", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Images_and_figures_are_kept_byte_for_byte()
    {
        await using var run = await Client.StartRunAsync();
        await run.LogImageAsync(new byte[] { 1, 2, 3 }, "a/b.jpg");
        await run.LogFigureAsync("<svg/>", "plots/loss.svg");
        Assert.Equal([1, 2, 3], await ReadAsync(run, "a/b.jpg"));
        Assert.Equal("<svg/>", Encoding.UTF8.GetString(await ReadAsync(run, "plots/loss.svg")));
        var error = Assert.Throws<ArgumentException>(() => { _ = run.LogFigureAsync("x", "loss.txt"); });
        Assert.StartsWith("The figure's name 'loss.txt' ends in '.txt'; expected one of .svg", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a+b")]
    [InlineData("")]
    [InlineData("ä")]
    public async Task A_key_that_cannot_stand_in_the_name_is_refused(string key)
    {
        await using var run = await Client.StartRunAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogImageAsync(key, Pattern(2, 2, 3), 1));
    }

    [Fact]
    public void Bytes_that_are_no_png_or_only_half_of_one_are_refused()
    {
        Assert.Equal("The image is no PNG; expected one, or pixels",
            Assert.Throws<ArgumentException>(() => PngReader.Read([1, 2, 3])).Message);
        var png = PngWriter.Write(Pattern(50, 40, 3));
        Assert.StartsWith("The PNG ", Assert.Throws<ArgumentException>(() => PngReader.Read(png.AsSpan(0, 60))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PixelImage(2, 2, 3, new byte[11]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_as_png_is_read_again(int channels)
    {
        var image = Pattern(67, 45, channels);
        Assert.Equal(image.Pixels, PngReader.Read(PngWriter.Write(image)).Pixels);
        Assert.Equal(new byte[48], PngReader.Read(Convert.FromBase64String(Recorded)).Pixels);
    }

    [ProgramTheory("dwebp")]
    [InlineData(1, 1, 3)]
    [InlineData(67, 45, 1)]
    [InlineData(256, 256, 3)]
    [InlineData(31, 200, 4)]
    public async Task Others_read_the_thumbnails_pixel_for_pixel(int width, int height, int channels)
    {
        var image = Pattern(width, height, channels);
        await File.WriteAllBytesAsync(Folder["a.webp"], WebpWriter.Write(image));
        await RunAsync("dwebp", "-quiet", Folder["a.webp"], "-o", Folder["a.png"]);
        AssertSame(image, PngReader.Read(await File.ReadAllBytesAsync(Folder["a.png"])));
    }

    [ProgramTheory("cwebp")]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Others_read_the_pngs_pixel_for_pixel(int channels)
    {
        var image = Pattern(70, 50, channels);
        await File.WriteAllBytesAsync(Folder["a.png"], PngWriter.Write(image));
        await RunAsync("cwebp", "-quiet", "-lossless", "-exact", Folder["a.png"], "-o", Folder["a.webp"]);
        await RunAsync("dwebp", "-quiet", Folder["a.webp"], "-o", Folder["b.png"]);
        AssertSame(image, PngReader.Read(await File.ReadAllBytesAsync(Folder["b.png"])));
    }

    [Fact]
    public void A_large_picture_becomes_small_by_the_mean_of_its_pixels()
    {
        var small = new PixelImage(512, 1024, 1, Enumerable.Range(0, 512 * 1024)
            .Select(i => (byte)(i % 512 % 4 < 2 ? 10 : 30)).ToArray()).Within(256);
        Assert.Equal((128, 256), (small.Width, small.Height));
        Assert.All(small.Pixels, value => Assert.Equal(20, value));
        Assert.Equal([0, 128, 255, 0], PixelImage.FromUnit(2, 2, 1, [-1, 0.5f, 9, float.NaN]).Pixels);
    }

    private static PixelImage Pattern(int width, int height, int channels)
    {
        var random = new Random(width);
        var pixels = Enumerable.Range(0, width * height * channels)
            .Select(i => (byte)((i / channels % width * 3) + random.Next(0, i % 7 == 0 ? 256 : 4)));
        return new PixelImage(width, height, channels, [.. pixels]);
    }

    /// <summary>Decoders answer RGB or RGBA, whatever it was.</summary>
    private static void AssertSame(PixelImage expected, PixelImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (var pixel = 0; pixel < expected.Width * expected.Height; pixel++)
        {
            var (one, other) = (PixelOf(expected, pixel), PixelOf(actual, pixel));
            Assert.True(one == other, $"pixel {pixel} is {other}, expected {one}");
        }
    }

    private static (int, int, int, int) PixelOf(PixelImage image, int pixel)
    {
        var at = image.Pixels.AsSpan(pixel * image.Channels, image.Channels);
        return image.Channels == 1 ? (at[0], at[0], at[0], 255) : (at[0], at[1], at[2], at.Length == 4 ? at[3] : 255);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Patience.Token());
        Assert.Equal(0, process.ExitCode);
    }

    private async Task<byte[]> ReadAsync(ActiveRun run, string file) => await File.ReadAllBytesAsync(
        await Client.Artifacts.DownloadAsync(run.Id, file, Folder[Guid.NewGuid().ToString("N")]));
}
