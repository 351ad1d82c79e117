using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tracking.Models.Signatures;

namespace Tracking.Models.Tests;

/// <summary>Generators of what the properties hold for.</summary>
internal static class Arbitrary
{
    private static readonly string[] Awkward =
    [
        "", " ", "null", "~", "true", "No", "on", "y", "=", "<<", "1", "1.5", "1e5", "1.0e+5", "0x1F", "0o7", "1_000",
        "12:30:45", "2026-01-01", ".5", ".inf", "-", "- a", "?", "a: b", "a #b", "#", "&a", "*a", "!t", "|", ">", "%a",
        "@a", "`a", "[", "{}", "'", "\"", "\\", "\t", "\n", "a\nb", " a", "a ", "\r\n", "\0", "\u0085", "\u2028",
        "\ufeff", "ü", "漢", "😀", "---", "...", "1.2.3", "+1", "1234567890123456789012345678901234567890",
    ];

    private static Gen<bool> Flag { get; } = Gen.Elements(true, false);

    /// <summary>Any Unicode text, those that YAML could take for something else among them.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.Elements(Awkward),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get).Where(IsUnicode),
        Gen.Two(Gen.Elements(Awkward)).Select(both => both.Item1 + both.Item2));

    /// <summary>JSON trees of limited depth.</summary>
    public static Gen<Func<JsonNode?>> Json { get; } = JsonOf(3);

    public static Gen<ColumnType> ColumnType { get; } = ColumnTypeOf(3);

    public static Gen<ModelSchema> Schema { get; } = Gen.OneOf(
        Columns().Select(columns => ModelSchema.OfColumns([.. columns])),
        Tensors().Select(tensors => ModelSchema.OfTensors([.. tensors])));

    public static Gen<ParamSpec> Param { get; } =
        from name in Text
        from type in Gen.Elements(Enum.GetValues<DataType>())
        from value in Json
        from isList in Flag
        select new ParamSpec(name, type, value(), isList);

    private static Gen<Func<JsonNode?>> JsonOf(int depth)
    {
        var scalars = Gen.OneOf(
            Text.Select(text => (Func<JsonNode?>)(() => JsonValue.Create(text))),
            Gen.Choose(int.MinValue, int.MaxValue).Select(
                number => (Func<JsonNode?>)(() => JsonValue.Create((long)number))),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(
                number => (Func<JsonNode?>)(() => JsonValue.Create(number.Get))),
            Flag.Select(flag => (Func<JsonNode?>)(() => JsonValue.Create(flag))),
            Gen.Constant<Func<JsonNode?>>(() => null));
        if (depth == 0)
        {
            return scalars;
        }

        var inner = JsonOf(depth - 1);
        return Gen.OneOf(
            scalars,
            inner.ListOf(3).Select(items => (Func<JsonNode?>)(() => new JsonArray([.. items.Select(item => item())]))),
            Pair(Text, inner).ListOf(3).Select(entries => (Func<JsonNode?>)(() => new JsonObject(
                entries.DistinctBy(entry => entry.Item1)
                    .Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2()))))));
    }

    private static Gen<ColumnType> ColumnTypeOf(int depth)
    {
        var simple = Gen.OneOf(
            Gen.Elements(Enum.GetValues<DataType>()).Select(type => (ColumnType)type),
            Gen.Constant<ColumnType>(new AnyType()),
            Gen.Constant<ColumnType>(new UnknownType("sparkml_vector", "{}")),
            Gen.Constant<ColumnType>(new UnknownType("decimal", """{"precision":[1,null]}""")));
        if (depth == 0)
        {
            return simple;
        }

        var inner = ColumnTypeOf(depth - 1);
        var properties = Triple(Text, inner, Flag).NonEmptyListOf()
            .Select(all => all.Take(4).DistinctBy(one => one.Item1)
                .Select(one => new ObjectProperty(one.Item1, one.Item2, one.Item3)));
        return Gen.OneOf(
            simple,
            inner.Select(items => (ColumnType)new ArrayType(items)),
            inner.Select(values => (ColumnType)new MapType(values)),
            properties.Select(all => (ColumnType)new ObjectType([.. all])));
    }

    private static Gen<IEnumerable<ColumnSpec>> Columns() => Triple(Text, ColumnType, Flag).ListOf(4)
        .Select(all => all.DistinctBy(one => one.Item1)
            .Select(one => new ColumnSpec(one.Item1, one.Item2, one.Item3)));

    private static Gen<IEnumerable<TensorSpec>> Tensors() =>
        Triple(Text, Gen.Elements("float32", "int64", "object", "datetime64[ns]"), Gen.Choose(-1, 9).ListOf(3))
            .ListOf(3)
            .Select(all => all.DistinctBy(one => one.Item1)
                .Select(one => new TensorSpec(one.Item1, one.Item2, [.. one.Item3.Select(extent => (long)extent)])));

    private static Gen<(TFirst Item1, TSecond Item2)> Pair<TFirst, TSecond>(Gen<TFirst> first, Gen<TSecond> second) =>
        from one in first
        from two in second
        select (one, two);

    private static Gen<(TFirst Item1, TSecond Item2, TThird Item3)> Triple<TFirst, TSecond, TThird>(
        Gen<TFirst> first, Gen<TSecond> second, Gen<TThird> third) =>
        from one in first
        from two in second
        from three in third
        select (one, two, three);

    private static bool IsUnicode(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
