using Tracking.Contracts;
using Tracking.Contracts.ModelEndpoints;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>Load tests of endpoints: start, look at, cancel.</summary>
internal sealed class LoadTestApi(LoadTestBoard board, EndpointTable table) : IEndpointGroup
{
    public void Map(ApiRoutes routes)
    {
        routes.Map(Routes.LoadTests.Start, (request, token) =>
        {
            token.ThrowIfCancellationRequested();
            var endpoint = table.Get(request.Endpoint!);
            return Task.FromResult(Respond(board.Start(endpoint, LoadPlan.Read(request))));
        });
        routes.Map(Routes.LoadTests.Get, (request, token) =>
        {
            token.ThrowIfCancellationRequested();
            return Task.FromResult(Respond(board.Get(request.LoadTestId!)));
        });
        routes.Map(Routes.LoadTests.List, (request, token) =>
        {
            token.ThrowIfCancellationRequested();
            return Task.FromResult(new ListLoadTestsResponse
            {
                LoadTests =
                [
                    .. board.List()
                        .Where(one => string.IsNullOrEmpty(request.ModelName) || one.ModelName == request.ModelName)
                        .Select(one => one.ToWire()),
                ],
            });
        });
        routes.Map(Routes.LoadTests.Cancel, async (request, token) =>
        {
            var test = board.Get(request.LoadTestId!);
            await test.CancelAsync().WaitAsync(token);
            return Respond(test);
        });
    }

    private static LoadTestResponse Respond(LiveLoadTest test) => new() { LoadTest = test.ToWire() };
}
