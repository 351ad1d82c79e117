using Tracking.TestKit.Postgres;

[assembly: TestFramework(PostgresFramework.TypeName, "Tracking.TestKit")]
