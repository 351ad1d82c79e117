using System.Text;
using Tracking.Contracts.ModelEndpoints;
using Tracking.Core.Errors;
using Tracking.Server.ModelEndpoints.LoadTesting;

namespace Tracking.Server.Tests.ModelEndpoints;

public sealed class LoadPlanSpecs
{
    [Theory]
    [InlineData("""{"dataframe_records":[{"a":1},{"a":2}]}""", """{"dataframe_records":[{"a":1},{"a":2},{"a":1}]}""")]
    [InlineData("""{"dataframe_split":{"columns":["a"],"data":[[1]]}}""",
        """{"dataframe_split":{"columns":["a"],"data":[[1],[1],[1]]}}""")]
    [InlineData("""{"inputs":{"x":[[1],[2]],"y":[3,4]}}""", """{"inputs":{"x":[[1],[2],[1]],"y":[3,4,3]}}""")]
    [InlineData("""{"instances":[1,2,3,4,5]}""", """{"instances":[1,2,3]}""")]
    public void Rows_are_repeated_in_turn_until_there_are_so_many(string request, string repeated)
    {
        var plan = LoadPlan.Read(new StartLoadTestRequest { Request = request, RowsPerRequest = 3 });

        Assert.Equal(repeated, Encoding.UTF8.GetString(plan.Body));
    }

    [Theory]
    [InlineData(65, 1, 1, "{}", "'connections' is 65, expected 1 to 64.")]
    [InlineData(1, 31, 1, "{}", "'seconds' is 31, expected 1 to 30.")]
    [InlineData(1, 0, 1, "{}", "'seconds' is 0, expected 1 to 30.")]
    [InlineData(1, 1, 1001, "{}", "'rows_per_request' is 1001, expected 1 to 1000.")]
    [InlineData(1, 1, 2, """{"inputs":[]}""", "'rows_per_request' is 2, but 'request' has no rows to repeat")]
    [InlineData(1, 1, 1, "[1]", "'request' is no JSON object")]
    [InlineData(1, 1, 1, "{", "'request' is no JSON")]
    [InlineData(1, 1, 1, """{"inputs":[1],"inputs":[2]}""", "'request' is no JSON")]
    public void What_cannot_be_names_field_and_value(
        int connections, int seconds, int rows, string request, string says)
    {
        var error = Assert.Throws<TrackingException>(() => LoadPlan.Read(new StartLoadTestRequest
        {
            Connections = connections,
            Seconds = seconds,
            RowsPerRequest = rows,
            Request = request,
        }));

        Assert.StartsWith(says, error.Message);
    }

    [Fact]
    public void Percentiles_are_at_most_five_percent_off()
    {
        var counts = new LatencyCounts();
        for (var i = 1; i <= 1000; i++)
        {
            counts.Add(i / 10.0);
        }

        Assert.InRange(counts.Quantile(0.5)!.Value, 50, 52.5);
        Assert.InRange(counts.Quantile(0.99)!.Value, 99, 100);
        Assert.Equal(100, counts.Longest);
        Assert.Null(new LatencyCounts().Quantile(0.5));
    }
}
