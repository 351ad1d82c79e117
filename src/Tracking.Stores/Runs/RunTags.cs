using Tracking.Core;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Runs;

/// <summary>Sets tags of runs. The name of a run is also its tag <c>mlflow.runName</c>, whichever is set.</summary>
internal static class RunTags
{
    public const string RunName = "mlflow.runName";

    public static void Set(WriteSession session, RunRow run, Tag tag)
    {
        session.Statement(RunSql.SetTag)
            .Bind(1, run.RunKey)
            .Bind(2, session.KeyId(tag.Key))
            .Bind(3, run.ExperimentId)
            .Bind(4, tag.Value)
            .Run();
        if (tag.Key == RunName)
        {
            session.Statement(RunSql.SetName).Bind(1, tag.Value).Bind(2, run.RunKey).Run();
        }
    }
}
