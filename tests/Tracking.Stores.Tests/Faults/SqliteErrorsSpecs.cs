using Microsoft.Data.Sqlite;
using Tracking.Core.Errors;
using Tracking.Stores.Dialects.Sqlite;

namespace Tracking.Stores.Tests.Faults;

public sealed class SqliteErrorsSpecs
{
    [Theory]
    [InlineData(5, ErrorCode.TemporarilyUnavailable, "close that program, then retry")]
    [InlineData(8, ErrorCode.TemporarilyUnavailable, "give the server's user write access")]
    [InlineData(10, ErrorCode.TemporarilyUnavailable, "check its space and health")]
    [InlineData(11, ErrorCode.DataLoss, "restore a backup")]
    [InlineData(13, ErrorCode.TemporarilyUnavailable, "free space, then retry")]
    [InlineData(26, ErrorCode.DataLoss, "not a SQLite database")]
    [InlineData(1, ErrorCode.InternalError, "unexpected SQLite error 1")]
    public void Error_of_the_engine_becomes_a_code_and_one_line_without_sql(int engine, ErrorCode code, string advice)
    {
        var error = new SqliteException("near \"SELEC\": syntax error", engine);

        var atRunTime = SqliteErrors.AtRunTime(error, "/data/tracking.db");
        var atOpen = SqliteErrors.AtOpen(error, "/data/tracking.db");

        Assert.Equal(code, atRunTime.Code);
        Assert.Contains(advice, atRunTime.Message, StringComparison.Ordinal);
        Assert.Contains(advice, atOpen.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SELEC", atRunTime.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/data/", atRunTime.Message, StringComparison.Ordinal);
        Assert.Contains("'/data/tracking.db'", atOpen.Message, StringComparison.Ordinal);
    }
}
