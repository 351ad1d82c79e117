using Tracking.Client.Internal.Transport;
using Tracking.Contracts;

namespace Tracking.Client.Tests;

public sealed class RepeatedCallSpecs
{
    [Fact]
    public void The_paths_that_create_are_those_of_the_contract() => Assert.Equal(
        new[]
        {
            Routes.Experiments.Create.Path, Routes.Runs.Create.Path, Routes.LoggedModels.Create.Path,
            Routes.RegisteredModels.Create.Path, Routes.ModelVersions.Create.Path,
        }.Order(),
        RouteCall.Creates.Order());

    [Fact]
    public void The_paths_that_are_not_repeated_are_those_of_the_contract() => Assert.Equal(
        RouteCall.Creates.Concat(
        [
            Routes.Runs.LogModel.Path, Routes.RegisteredModels.Rename.Path, Routes.Webhooks.Create.Path,
            Routes.EvaluationDatasets.Create.Path, Routes.Assessments.Create.Path,
        ]).Order(),
        RouteCall.NotRepeatable.Order());
}
