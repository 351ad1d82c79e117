using Tracking.Contracts.ModelEndpoints;
using static Tracking.Contracts.Json.WireJson;

namespace Tracking.Contracts;

/// <content>Serve hosts that the tracking server runs on its own machine; MLflow's API has none.</content>
public static partial class Routes
{
    public static class ModelEndpoints
    {
        /// <summary>Takes the body of a scoring request and gives the serve host's answer as it is.</summary>
        public const string Invocations = $"{Root}/{{name}}/invocations";

        private const string Root = "2.0/tracking/endpoints";

        public static Route<CreateModelEndpointRequest, ModelEndpointResponse> Create { get; } =
            new("POST", $"{Root}/create", Default.CreateModelEndpointRequest, Default.ModelEndpointResponse);

        public static Route<ModelEndpointRequest, GetModelEndpointResponse> Get { get; } =
            new("GET", $"{Root}/get", Default.ModelEndpointRequest, Default.GetModelEndpointResponse);

        public static Route<ListModelEndpointsRequest, ListModelEndpointsResponse> List { get; } =
            new("GET", $"{Root}/list", Default.ListModelEndpointsRequest, Default.ListModelEndpointsResponse);

        /// <summary>Starts one that was stopped or failed.</summary>
        public static Route<ModelEndpointRequest, ModelEndpointResponse> Start { get; } =
            new("POST", $"{Root}/start", Default.ModelEndpointRequest, Default.ModelEndpointResponse);

        /// <summary>Ends the process and keeps the endpoint.</summary>
        public static Route<ModelEndpointRequest, ModelEndpointResponse> Stop { get; } =
            new("POST", $"{Root}/stop", Default.ModelEndpointRequest, Default.ModelEndpointResponse);

        /// <summary>Ends the process and forgets the endpoint.</summary>
        public static Route<ModelEndpointRequest, EmptyMessage> Delete { get; } =
            new("POST", $"{Root}/delete", Default.ModelEndpointRequest, Default.EmptyMessage);
    }

    /// <summary>Short load tests of endpoints, one at a time.</summary>
    public static class LoadTests
    {
        private const string Root = "2.0/tracking/load-tests";

        public static Route<StartLoadTestRequest, LoadTestResponse> Start { get; } =
            new("POST", $"{Root}/start", Default.StartLoadTestRequest, Default.LoadTestResponse);

        public static Route<LoadTestRequest, LoadTestResponse> Get { get; } =
            new("GET", $"{Root}/get", Default.LoadTestRequest, Default.LoadTestResponse);

        public static Route<ListLoadTestsRequest, ListLoadTestsResponse> List { get; } =
            new("GET", $"{Root}/list", Default.ListLoadTestsRequest, Default.ListLoadTestsResponse);

        public static Route<LoadTestRequest, LoadTestResponse> Cancel { get; } =
            new("POST", $"{Root}/cancel", Default.LoadTestRequest, Default.LoadTestResponse);
    }
}
