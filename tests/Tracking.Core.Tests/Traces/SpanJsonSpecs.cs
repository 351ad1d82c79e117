using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tracking.Core.Traces;

namespace Tracking.Core.Tests.Traces;

public sealed class SpanJsonSpecs
{
    [Fact]
    public void Every_value_reads_back_as_it_was() => Prop.ForAll(Arb.From(Values(3)), value =>
    {
        var json = SpanJson.ToText(value);
        return SpanJson.ToText(SpanJson.Read(JsonElement.Parse(json))) == json
            && SpanJson.Read(JsonElement.Parse(json)).GetType() == value.GetType();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_map_that_looks_like_bytes_but_holds_none_stays_a_map()
    {
        var map = new MapValue([new SpanProperty("$bytes", new TextValue("no base64!"))]);
        Assert.IsType<MapValue>(SpanJson.Read(JsonElement.Parse(SpanJson.ToText(map))));
    }

    [Fact]
    public void Texts_lose_the_character_0_and_nothing_else() =>
        Assert.Equal("\"a\uFFFDb\\\\u0000ü\"", SpanJson.ToText(new TextValue("a\0b\\u0000ü")));

    private static Gen<SpanValue> Values(int depth)
    {
        var text = Gen.Elements("", "a", "ü\n\"", "\\u0000", "12", "true");
        Gen<SpanValue>[] leaves =
        [
            text.Select(t => (SpanValue)new TextValue(t)),
            Gen.Elements(true, false).Select(f => (SpanValue)new FlagValue(f)),
            Gen.Elements(0, 1, long.MinValue, long.MaxValue).Select(n => (SpanValue)new IntegerValue(n)),
            Gen.Elements(0.0, 1, -2.5, 1e300, double.NaN, double.NegativeInfinity)
                .Select(r => (SpanValue)new RealValue(r)),
            Gen.Elements(0, 3).Select(n => (SpanValue)new BytesValue(new byte[n])),
            Gen.Constant((SpanValue)NullValue.Instance),
        ];
        if (depth == 0)
        {
            return Gen.OneOf(leaves);
        }

        var inner = Values(depth - 1);
        var list = Gen.ListOf(inner).Select(items => (SpanValue)new ListValue([.. items]));
        var map = Gen.ListOf(inner).Select(items => (SpanValue)new MapValue(
            [.. items.Select((item, i) => new SpanProperty($"k{i}", item))]));
        return Gen.OneOf([.. leaves, list, map]);
    }
}
