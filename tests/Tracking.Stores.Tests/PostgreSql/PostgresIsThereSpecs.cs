using Tracking.TestKit.Postgres;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>Skipped where the classes marked [RequiresPostgres] are left out, so that the report says so.</summary>
public sealed class PostgresIsThereSpecs
{
    [PostgresFact]
    public async Task The_suites_of_PostgreSQL_run_on_a_version_that_is_supported()
    {
        await using var database = await PostgresTestDatabase.CreateEmptyAsync();

        Assert.InRange(
            Assert.Single(await database.QueryAsync<int>("SELECT current_setting('server_version_num')::int")),
            150_000,
            int.MaxValue);
    }
}
