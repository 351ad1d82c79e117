using Tracking.Models.Flavors.Processes;
using Tracking.Models.Flavors.Processes.Supervision;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Processes;

public sealed class SupervisionSpecs : IDisposable
{
    private const string PidOrDeath =
        """
        def predict(self, data):
            if data["x"][0] == 13:
                os.system("echo it was me >&2")
                os._exit(7)
            return {"y": [os.getpid()]}
        """;

    private readonly PythonModels _models = new();

    public void Dispose() => _models.Dispose();

    [ProgramFact("python3")]
    public void A_process_that_crashes_fails_its_call_alone_and_is_started_again()
    {
        using var scorer = ModelFlavors.Load(_models.Write(PidOrDeath));
        var before = Score(scorer, 1);

        var error = Assert.Throws<ScoringException>(() => Score(scorer, 13));

        Assert.Equal("The model's process ended: exit code 7: it was me.", error.Message);
        Assert.Equal(ScoringFault.ModelFailed, error.Fault);
        Assert.NotEqual(before, Score(scorer, 1));
    }

    [ProgramFact("python3")]
    public void A_process_that_crashes_again_and_again_is_left_alone_for_a_while()
    {
        var time = new ManualTime();
        using var scorer = Load(PidOrDeath, new ModelProcessOptions { Time = time });
        for (var crash = 1; crash <= 6; crash++)
        {
            Assert.Contains("exit code 7", Assert.Throws<ScoringException>(() => Score(scorer, 13)).Message);
            time.Advance(crash < 6 ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(29));
        }

        var refused = Assert.Throws<ScoringException>(() => Score(scorer, 1));
        Assert.Contains("ended 5 times in a row, the last time with 'it was me'", refused.Message);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Score(scorer, 1) > 0);
    }

    [ProgramFact("python3")]
    public async Task A_process_that_does_not_answer_is_killed_after_the_grace_period()
    {
        using var life = await LifePipe.CreateAsync(_models.Folder["life"]);
        using var scorer = Load(Hanging(life), new ModelProcessOptions { GracePeriod = TimeSpan.Zero });
        using var leave = new CancellationTokenSource();

        var call = Task.Run(() => Score(scorer, 13, leave.Token));
        await life.BegunAsync();
        leave.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.For(call, "the caller"));
        await life.GoneAsync();
        Assert.True(Score(scorer, 1) > 0);
    }

    [ProgramFact("python3")]
    public async Task A_call_may_not_take_longer_than_the_score_timeout()
    {
        using var life = await LifePipe.CreateAsync(_models.Folder["life"]);
        var time = new ManualTime();
        var options = new ModelProcessOptions { Time = time, ScoreTimeout = TimeSpan.FromSeconds(9) };
        using var scorer = Load(Hanging(life), options with { GracePeriod = TimeSpan.Zero });

        var call = Task.Run(() => Score(scorer, 13));
        await life.BegunAsync();
        time.Advance(TimeSpan.FromSeconds(9));

        var error = await Assert.ThrowsAsync<ScoringException>(() => Patience.For(call, "the end of the call"));
        Assert.Equal("The model's process did not answer within 9 s.", error.Message);
    }

    [ProgramFact("python3")]
    public async Task Disposing_ends_the_processes_and_what_they_started()
    {
        using var life = await LifePipe.CreateAsync(_models.Folder["life"]);
        var scorer = Load(
            $$"""
            def predict(self, data):
                os.system("sh -c 'exec 9> {{life.Path}}; echo begun >&9; exec sleep 1000' &")
                return {"y": data["x"]}
            """,
            new ModelProcessOptions { GracePeriod = TimeSpan.FromMinutes(1) });
        Score(scorer, 1);
        await life.BegunAsync();

        scorer.Dispose();

        await life.GoneAsync();
        Assert.Throws<ObjectDisposedException>(() => Score(scorer, 1));
    }

    [ProgramFact("python3")]
    public async Task Several_processes_score_at_once()
    {
        using var scorer = Load(
            """
            def predict(self, data):
                mine, other = (1, 2) if data["x"][0] == 1 else (2, 1)
                folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
                open(os.path.join(folder, "here%d" % mine), "w").close()
                while not os.path.exists(os.path.join(folder, "here%d" % other)):
                    time.sleep(0.01)
                return {"y": [os.getpid()]}
            """,
            new ModelProcessOptions { Workers = 2 });

        var pids = await Patience.For(
            Task.WhenAll(Task.Run(() => Score(scorer, 1)), Task.Run(() => Score(scorer, 2))), "two calls at once");

        Assert.NotEqual(pids[0], pids[1]);
    }

    [ProgramFact("python3")]
    public void Requests_and_answers_over_the_limit_are_refused()
    {
        using var scorer = Load(
            "def predict(self, data):\n    return {'y': list(data['x']) * int(data['x'][0])}",
            new ModelProcessOptions { MaxFrameBytes = 2_000 });
        string Refusal(params double[] x) => Assert.Throws<ScoringException>(
            () => scorer.Score([new("x", new Tensor<double>(x, x.Length))])).Message;

        Assert.Contains("takes at most 2000.", Refusal(new double[300]));
        Assert.Contains("one of more than 2000 bytes", Refusal(1_000));
        Assert.Equal(2, Score(scorer, 1) + 1);
    }

    [ProgramFact("sh")]
    public async Task What_is_running_ends_with_the_pipe_that_the_system_closes_when_the_host_dies()
    {
        using var life = await LifePipe.CreateAsync(_models.Folder["life"]);
        var script = $"exec 9> {life.Path}; sleep 1000 & echo begun >&9; wait";
        var guard = ProcessGuard.Start();
        using var child = guard.Start(new ProcessCommand("/bin/sh", ["-c", script], _models.Folder.Path, []));
        await life.BegunAsync();

        guard.Dispose();

        await life.GoneAsync();
        await Patience.For(child.WaitForExitAsync(), "the end of the shell");
    }

    private static string Hanging(LifePipe life) =>
        $$"""
        def predict(self, data):
            if data["x"][0] == 13:
                pipe = open("{{life.Path}}", "w")
                pipe.write("begun\n")
                pipe.flush()
                while True:
                    time.sleep(1000)
            return {"y": [os.getpid()]}
        """;

    private IScorer Load(string body, ModelProcessOptions options) =>
        ModelFlavors.Load(_models.Write(body), new FlavorOptions { Process = options });

    private static double Score(IScorer scorer, double x, CancellationToken token = default) =>
        scorer.Score([new("x", new Tensor<double>(new[] { x }, 1))], null, token).Get<double>("y").Data.Span[0];
}
