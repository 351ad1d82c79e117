using Tracking.Models.Flavors.Processes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.Processes;

public sealed class ExternalProcessSpecs : IDisposable
{
    private const string Frames =
        """
        import json, os, struct, sys

        def read():
            prefix = sys.stdin.buffer.read(12)
            if len(prefix) < 12:
                sys.exit(0)
            head, body = struct.unpack("<Iq", prefix)
            return json.loads(sys.stdin.buffer.read(head)), sys.stdin.buffer.read(body)

        def write(head, body=b""):
            head = json.dumps(head).encode()
            sys.stdout.buffer.write(struct.pack("<Iq", len(head), len(body)) + head + body)
            sys.stdout.buffer.flush()


        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("python3")]
    public async Task A_program_scores_tensors_in_json()
    {
        using var scorer = ModelFlavors.Load(await WriteAsync(
            """
            while True:
                request, _ = read()
                if request["verb"] == "load":
                    write({"id": request["id"], "protocol": request["protocol"]})
                    continue
                x = request["inputs"][0]
                write({"id": request["id"], "outputs": [dict(x, name="y", data=x["data"][::-1])]})
            """,
            asJson: true));
        float[] x = [0.1f, 16_777_217, float.NaN, float.NegativeInfinity, float.Epsilon];

        var y = scorer.Score([new("x", new Tensor<float>(x, x.Length))]).Get<float>("y");

        Assert.Equal(x.Reverse(), y.Data.ToArray());
    }

    [ProgramFact("python3")]
    public async Task A_program_scores_tensors_as_their_memory_and_may_refuse_them()
    {
        using var scorer = ModelFlavors.Load(await WriteAsync(
            """
            while True:
                request, body = read()
                if request["verb"] == "load":
                    write({"id": request["id"], "protocol": 1})
                elif len(body) == 4:
                    write({"id": request["id"], "error": {"fault": "input", "message": "one is too few"}})
                else:
                    write({"id": request["id"], "outputs": [dict(request["inputs"][0], name="y")]}, body)
            """));

        Assert.Equal([1, 2], scorer.Score(X(1, 2)).Get<float>("y").Data.ToArray());
        var error = Assert.Throws<ScoringException>(() => scorer.Score(X(1)));
        Assert.Equal(("one is too few", ScoringFault.InvalidInput), (error.Message, error.Fault));
    }

    [ProgramTheory("python3")]
    [InlineData("sys.exit(3)", "ended before it had loaded the model, exit code 3")]
    [InlineData("print('hello there, what a nice day', flush=True); read(); read()", "begins with lengths")]
    [InlineData("read(); write({'id': 0, 'protocol': 2}); read()", "it speaks protocol 2; expected 1")]
    [InlineData("read(); write({'id': 4}); read()", "its answer is not for request 0")]
    [InlineData("read(); write([1]); read()", "its answer is not for request 0")]
    [InlineData("read(); write({'id': 0, 'error': {'message': 'no weights'}}); read()", "no weights")]
    public async Task A_program_that_cannot_load_its_model_is_named(string program, string expected)
    {
        var directory = await WriteAsync(program);

        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(directory));

        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [ProgramTheory("python3")]
    [InlineData("{}", "its answer has no list 'outputs'")]
    [InlineData("{'outputs': [{'name': 'y', 'type': 'float32', 'shape': [2], 'bytes': 4}]}", "states 4 bytes")]
    [InlineData("{'outputs': [{'name': 'y', 'type': 'float32', 'shape': [2**62, 4], 'bytes': 0}]}", "states 0 bytes")]
    [InlineData("{'outputs': [{'name': 'y', 'type': 'float32', 'shape': [-1], 'data': []}]}", "has the extent -1")]
    [InlineData("{'outputs': [{'name': 'y', 'type': 'float32', 'shape': [2], 'data': [1]}]}", "is not float32")]
    [InlineData("{'outputs': [{'name': 'y', 'type': 'float31', 'shape': [], 'data': [1]}]}", "type 'float31'")]
    [InlineData("{'outputs': [{'name': 'y', 'type': 'int8', 'shape': [1], 'data': [300]}]}", "is not int8 of shape")]
    [InlineData("{'outputs': [7]}", "an output has no 'name'")]
    public async Task An_answer_that_is_none_ends_the_process_and_not_the_host(string answer, string expected)
    {
        using var scorer = ModelFlavors.Load(await WriteAsync(
            $"read(); write({{'id': 0, 'protocol': 1}}); read(); write(dict({answer}, id=1)); read()"));

        var error = Assert.Throws<ScoringException>(() => scorer.Score(X(1)));

        Assert.StartsWith("The model's process broke the protocol, and was ended: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("no-such-program", "'no-such-program' is not on the PATH; install it where the model is to be scored.")]
    [InlineData("program/score.py", "'program/score.py' of the model cannot be run; make it executable")]
    [InlineData("../../../bin/sh", "which is outside the model folder")]
    public async Task A_program_that_is_not_there_is_named(string program, string expected)
    {
        _folder.Write("files/score.py", "");
        var directory = await Write(ExternalProcessFlavor.Content(_folder["files"], [program]));

        Assert.Contains(expected, Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(directory)).Message);
    }

    private Task<ModelDirectory> WriteAsync(string program, bool asJson = false)
    {
        _folder.Write("files/score.py", Frames + program);
        return Write(ExternalProcessFlavor.Content(_folder["files"], ["python3", "program/score.py"], asJson));
    }

    private Task<ModelDirectory> Write(ModelContent content) =>
        new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            _folder[$"model{Directory.GetDirectories(_folder.Path).Length}"],
            content with
            {
                Signature = new ModelSignature(
                    ModelSchema.OfTensors(new TensorSpec("x", ElementType.Float32, [-1])),
                    ModelSchema.OfTensors(new TensorSpec("y", ElementType.Float32, [-1]))),
            },
            Patience.Token());

    private static NamedTensor[] X(params float[] x) => [new("x", new Tensor<float>(x, x.Length))];
}
