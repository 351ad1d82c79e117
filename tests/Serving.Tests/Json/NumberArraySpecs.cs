using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.Numbers;

namespace Tracking.Serving.Tests.Json;

public class NumberArraySpecs
{
    /// <summary>Law: what the quick way reads, the careful way reads too, and to the same bits.</summary>
    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.UInt8)]
    public void The_quick_and_the_careful_way_agree(ElementType type)
    {
        var random = new Random(41);
        var quick = 0;
        for (var round = 0; round < 3000; round++)
        {
            var json = Encoding.UTF8.GetBytes(RandomArray(random, random.Next(1, 4)));
            if (Quick(json, type) is { } found)
            {
                quick++;
                Assert.Equal(Careful(json, type), found);
            }
        }

        Assert.True(quick > 50, $"Only {quick} arrays were read the quick way.");
    }

    [Theory]
    [InlineData("[1,2] ,")]
    [InlineData(" [ 1.5 , -2e-3 , 0 , -0.0 , 123456789012345678901 ]")]
    [InlineData("[[1,2],[3,4]]")]
    [InlineData("[]")]
    [InlineData("[[],[]]")]
    [InlineData("[1E+2]")]
    public void Plain_numbers_are_read_the_quick_way(string json) =>
        Assert.NotNull(Quick(Encoding.UTF8.GetBytes(json), ElementType.Float64));

    [Theory]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[01]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[+1]")]
    [InlineData("[-]")]
    [InlineData("[1e]")]
    [InlineData("[1e400]")]
    [InlineData("[1 2]")]
    [InlineData("[1")]
    [InlineData("[[1]")]
    [InlineData("[null]")]
    [InlineData("[\"1\"]")]
    [InlineData("[1}")]
    public void Anything_else_is_left_to_the_careful_way(string json) =>
        Assert.Null(Quick(Encoding.UTF8.GetBytes(json), ElementType.Float64));

    [Theory]
    [InlineData("[[1],2]")]
    [InlineData("[1,[2]]")]
    [InlineData("[[1,2],[3]]")]
    public void Ragged_arrays_are_refused_or_left(string json)
    {
        try
        {
            Assert.Null(Quick(Encoding.UTF8.GetBytes(json), ElementType.Float64));
        }
        catch (ServingException error)
        {
            Assert.Contains("ragged", error.Message);
        }
    }

    [Fact]
    public void The_reader_goes_on_behind_the_array()
    {
        var json = """{"a":[[1,2],[3,4]],"b":[5]}"""u8;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Read();
        reader.Read();

        var elements = NumberArrays.TryRead(ref reader, json, ElementType.Int32, 1, out var shape);

        Assert.Equal([2L, 2L], shape);
        Assert.Equal([1, 2, 3, 4], ((Tensor<int>)elements!.ToTensor(shape)).Data.ToArray());
        Assert.Equal(JsonTokenType.EndArray, reader.TokenType);
        Assert.True(reader.Read() && reader.ValueTextEquals("b"));
        Assert.True(reader.Read() && reader.Read() && reader.GetInt32() == 5);
        Assert.True(reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.EndObject);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Reading_784_numbers_allocates_next_to_nothing()
    {
        var numbers = Enumerable.Range(0, 784).Select(i => (i / 784.0).ToString("F4", CultureInfo.InvariantCulture));
        var json = Encoding.UTF8.GetBytes($"[{string.Join(",", numbers)}]");
        for (var i = 0; i < 100; i++)
        {
            ReadAndReturn(json);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            ReadAndReturn(json);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.True(each < 1000, $"{each} bytes for each array.");
    }

    private static void ReadAndReturn(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var elements = NumberArrays.TryRead(ref reader, json, ElementType.Float32, 784, out _);
        Assert.Equal(784, elements!.Count);
        elements.Return();
    }

    private static string? Quick(byte[] json, ElementType type)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        reader.Read();
        return NumberArrays.TryRead(ref reader, json, type, 1, out var shape) is { } elements
            ? Print(elements.ToTensor(shape))
            : null;
    }

    private static string Careful(byte[] json, ElementType type)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var values = ValueBuffer.ForTensor(type, "x");
        var shape = JsonValues.AppendNested(ref reader, values);
        return Print(values.ToTensor(shape));
    }

    private static string Print(Tensor tensor)
    {
        using var to = new ResponseBuffer();
        TensorJsonWriter.WriteNested(to, tensor);
        return Encoding.UTF8.GetString(to.Written);
    }

    private static string RandomArray(Random random, int depth)
    {
        if (depth == 0)
        {
            return RandomNumber(random);
        }

        var separator = random.Next(2) == 0 ? "," : " ,\n ";
        return $"[{string.Join(separator, Enumerable.Range(0, 2).Select(_ => RandomArray(random, depth - 1)))}]";
    }

    private static string RandomNumber(Random random) => random.Next(6) switch
    {
        0 => random.Next(0, 300).ToString(CultureInfo.InvariantCulture),
        1 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        2 => ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30)))
            .ToString("R", CultureInfo.InvariantCulture),
        3 => (random.NextDouble() - 0.5).ToString($"F{random.Next(1, 18)}", CultureInfo.InvariantCulture),
        4 => $"-{random.Next(0, 9)}",
        _ => random.Next(0, 255).ToString(CultureInfo.InvariantCulture),
    };
}
