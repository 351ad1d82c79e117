using FsCheck;
using FsCheck.Fluent;
using Tracking.Stores.Dialects.PostgreSql;

namespace Tracking.Stores.Tests.PostgreSql;

public sealed class PostgresSqlSpecs
{
    [Theory]
    [InlineData("SELECT ?, ?", "SELECT $1, $2")]
    [InlineData("a = ?2 AND b = ?1 OR c = ?2", "a = $2 AND b = $1 OR c = $2")]
    [InlineData("?3, ?, ?1", "$3, $4, $1")]
    [InlineData("x = '?' AND y = 'it''s ?' AND z = ?12", "x = '?' AND y = 'it''s ?' AND z = $12")]
    public void Placeholders_are_numbered_as_SQLite_does(string common, string expected) =>
        Assert.Equal(expected, PostgresSql.Of(common));

    [Fact]
    public void Any_text_comes_back_and_none_is_stored_with_a_zero()
    {
        var texts = Gen.Elements('a', '\0', '\uFDD0', '0', '1', 'ü').ArrayOf().Select(chars => new string(chars));

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var stored = PostgresText.Stored(text);
            return PostgresText.Original(stored) == text && !stored.Contains('\0', StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_stored_as_the_replacement_character() =>
        Assert.Equal("a\uFFFDb🚀", PostgresText.Stored("a\uD83Db🚀"));
}
