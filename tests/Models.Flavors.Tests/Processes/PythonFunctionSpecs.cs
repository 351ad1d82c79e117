using System.Collections.Concurrent;
using Tracking.Models.Flavors.Processes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Processes;

public sealed class PythonFunctionSpecs : IDisposable
{
    private const string Weighing =
        """
        def predict(self, data, params):
            return {"y": [self.weight * params["times"] * float(value) for value in data["x"]]}
        """;

    private const string FourTensors =
        """
        signature:
          inputs: '[{"type": "tensor", "name": "f", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}},
            {"type": "tensor", "name": "l", "tensor-spec": {"dtype": "int64", "shape": [-1]}},
            {"type": "tensor", "name": "b", "tensor-spec": {"dtype": "bool", "shape": [-1]}},
            {"type": "tensor", "name": "s", "tensor-spec": {"dtype": "str", "shape": [-1]}}]'
          outputs: '[{"type": "tensor", "name": "f", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}},
            {"type": "tensor", "name": "l", "tensor-spec": {"dtype": "int64", "shape": [-1]}},
            {"type": "tensor", "name": "b", "tensor-spec": {"dtype": "bool", "shape": [-1]}},
            {"type": "tensor", "name": "s", "tensor-spec": {"dtype": "str", "shape": [-1]}}]'
        """;

    private readonly PythonModels _models = new();

    public void Dispose() => _models.Dispose();

    [ProgramFact("python3")]
    public void A_model_is_scored_by_its_own_loader_module()
    {
        using var scorer = ModelFlavors.Load(_models.Write(Weighing, PythonModels.SignatureWithTimes));

        Assert.Equal(["x", "times"], scorer.Schema.Inputs.Select(info => info.Name));
        Assert.Equal([20, 50], Score(scorer, 1, 2.5));
        var times = new NamedTensor("times", new Tensor<long>(new[] { 3L }));
        Assert.Equal([30], Doubles(scorer.Score([.. X(1), times])));
        Assert.Empty(Score(scorer));
    }

    [ProgramFact("python3")]
    public void What_a_model_prints_goes_to_the_log_and_not_between_the_frames()
    {
        var lines = new ConcurrentQueue<string>();
        var options = new ModelProcessOptions { Output = lines.Enqueue, GracePeriod = Patience.Limit };
        var model = _models.Write(
            """
            def predict(self, data):
                print("printed " + "x" * 5000)
                os.system("echo from a child")
                sys.stdout.buffer.write(b"\xff\xfe raw\n")
                return {"y": data["x"]}
            """);
        using (var scorer = ModelFlavors.Load(model, With(options)))
        {
            Assert.Equal([1, 2], Score(scorer, 1, 2));
            Assert.Equal([3], Score(scorer, 3));
        }

        Assert.Contains(lines, line => line.StartsWith("printed xxx") && line.Length == 2_000);
        Assert.Contains("from a child", lines);
    }

    [ProgramFact("python3")]
    public void Errors_of_the_model_come_back_and_the_process_lives_on()
    {
        using var scorer = ModelFlavors.Load(_models.Write(
            """
            def predict(self, data):
                if data["x"][0] < 0:
                    raise ValueError("negative\nvalues")
                return {"z": data["x"]} if data["x"][0] > 100 else {"y": [os.getpid()]}
            """));
        var before = Score(scorer, 1);

        var failed = Assert.Throws<ScoringException>(() => Score(scorer, -1));
        var other = Assert.Throws<ScoringException>(() => Score(scorer, 101));

        Assert.Equal("ValueError: negative values", failed.Message);
        Assert.Equal("The model gave no output 'y', only 'z'.", other.Message);
        Assert.Equal(before, Score(scorer, 1));
    }

    [ProgramFact("python3")]
    public void Tensors_go_to_python_and_back_in_every_type_that_it_knows()
    {
        var tensor = new Tensor<float>(new[] { 1.5f, -0f, float.NaN, float.PositiveInfinity }, 2, 2);
        using var scorer = ModelFlavors.Load(_models.Write(
            "def predict(self, data):\n    return data",
            FourTensors));

        var results = scorer.Score([
            new("f", tensor),
            new("l", new Tensor<long>(new[] { long.MinValue, 9_007_199_254_740_993 }, 2)),
            new("b", new Tensor<bool>(new[] { true, false }, 2)),
            new("s", new StringTensor(["a\nb", "é€😀"], 2)),
        ]);

        Assert.Equal(
            tensor.Data.ToArray().Select(BitConverter.SingleToInt32Bits),
            results.Get<float>("f").Data.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([long.MinValue, 9_007_199_254_740_993], results.Get<long>("l").Data.ToArray());
        Assert.Equal([true, false], results.Get<bool>("b").Data.ToArray());
        Assert.Equal(["a\nb", "é€😀"], results.GetTexts("s").Data.AsEnumerable());
    }

    [ProgramFact("python3")]
    public void A_module_that_is_not_installed_is_named_with_the_command_that_installs_it()
    {
        var missing = Assert.Throws<ModelLoadException>(
            () => ModelFlavors.Load(_models.Write(Weighing, imports: "import no_such_thing")));
        _models.Folder.Write("requirements.txt", "no-such-thing");
        var required = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(_models.Write(
            Weighing, imports: "import no_such_thing.inner")));

        Assert.Contains("has no module 'no_such_thing'; install it with: ", missing.Message);
        Assert.EndsWith("-m pip install no_such_thing", missing.Message);
        Assert.EndsWith($"-m pip install -r {_models.Folder["requirements.txt"]}", required.Message);
    }

    [ProgramFact("python3")]
    public void A_loader_that_fails_says_why()
    {
        var model = _models.Write(Weighing);
        _models.Folder.Write("data/weights.txt", "heavy");

        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(model));

        Assert.Equal("ValueError: could not convert string to float: 'heavy'", error.Message);
    }

    [Fact]
    public void A_python_that_is_not_there_is_named()
    {
        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(
            _models.Write(Weighing), With(new ModelProcessOptions { Python = "/no/such/python" })));

        Assert.Equal(
            "the model is scored by Python, and '/no/such/python' is not there; install it (apt-get install python3), "
            + "or name one by TRACKING_PYTHON.",
            error.Message);
    }

    [Fact]
    public void Code_outside_the_folder_is_refused()
    {
        _models.Write(Weighing);
        _models.Folder.Write(
            "MLmodel",
            $"flavors: {{python_function: {{loader_module: own_model, code: ../code}}}}\n{PythonModels.Signature}\n");

        var error = Assert.Throws<ModelLoadException>(
            () => ModelFlavors.Load(ModelDirectory.Open(_models.Folder.Path)));

        Assert.Contains("'../code', which is outside the model folder", error.Message);
    }

    private static FlavorOptions With(ModelProcessOptions options) => new() { Process = options };

    private static NamedTensor[] X(params double[] x) => [new("x", new Tensor<double>(x, x.Length))];

    private static double[] Score(IScorer scorer, params double[] x) => Doubles(scorer.Score(X(x)));

    private static double[] Doubles(IReadOnlyList<NamedTensor> outputs) => outputs.Get<double>("y").Data.ToArray();
}
