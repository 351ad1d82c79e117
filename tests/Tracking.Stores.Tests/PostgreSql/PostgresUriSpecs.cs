namespace Tracking.Stores.Tests.PostgreSql;

public sealed class PostgresUriSpecs
{
    [Theory]
    [InlineData("postgresql://ann:pw@db:6000/ml", "ann", "pw", "db", 6000, "ml")]
    [InlineData("postgres://ann@db/ml", "ann", null, "db", 5432, "ml")]
    [InlineData("postgresql+psycopg2://ann:pw@db/ml", "ann", "pw", "db", 5432, "ml")]
    [InlineData("postgresql+psycopg://a%40b:p%40%3A%2F%25w@db/m%20l", "a@b", "p@:/%w", "db", 5432, "m l")]
    [InlineData("postgresql://[::1]:6000/ml", null, null, "::1", 6000, "ml")]
    [InlineData("postgresql:///ml?host=/run/pg&port=6000&user=ann&password=p%26w", "ann", "p&w", "/run/pg", 6000, "ml")]
    [InlineData("postgresql://ann:@db", "ann", null, "db", 5432, "ann")]
    public void Parts_are_read_as_by_SQLAlchemy_and_libpq(
        string uri, string? user, string? password, string host, int port, string database)
    {
        var config = StoreUri.Parse(uri).Postgres!;

        Assert.Equal(
            (user, password, host, port, database),
            (config.User, config.Password, config.Host, config.Port, config.Database));
        Assert.Null(StoreUri.Parse(uri).Path);
    }

    [Theory]
    [InlineData("sslmode=verify-full&sslrootcert=/ca.pem", "SSL Mode=VerifyFull", "Root Certificate=/ca.pem")]
    [InlineData("connect_timeout=3&application_name=a%3Bb", "Timeout=3", "Application Name=\"a;b\"")]
    [InlineData("options=-csearch_path%3Dml&client_encoding=utf8", "Options=-csearch_path=ml", "")]
    public void Options_of_libpq_reach_the_driver(string options, string first, string second)
    {
        var text = StoreUri.Parse("postgresql://h/d?" + options).Postgres!.ConnectionString().Replace(
            "\"-csearch_path=ml\"", "-csearch_path=ml", StringComparison.Ordinal);

        Assert.Contains(first, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(second, text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("postgresql://u:secret@h:x/d", "The port in the store URI of PostgreSQL is not a number")]
    [InlineData("postgresql://u:secret@h:70000/d", "The port in the store URI")]
    [InlineData("postgresql://u:se@cret@h/d", "cannot be read: it must be postgresql://")]
    [InlineData("postgresql://h", "names no database")]
    [InlineData("postgresql://u:secret@h/d?pool_size=5", "the unknown option 'pool_size'; known are application_name")]
    [InlineData("postgresql://u:secret@h/d?sslmode=often", "The option 'sslmode'")]
    [InlineData("postgresql://u:secret@h/d?sslmode", "is not 'name=value'")]
    public void What_is_wrong_is_said_without_the_password(string uri, string expected)
    {
        var message = Assert.Throws<StoreOpenException>(() => StoreUri.Parse(uri)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_is_printed_holds_the_password()
    {
        var uri = StoreUri.Parse("postgresql://ann:secret@db/ml");

        Assert.Equal("postgresql://db:5432/ml", $"{uri}");
        Assert.DoesNotContain("secret", $"{uri.Postgres}", StringComparison.Ordinal);
    }
}
