using Tracking.Models.Format;
using Tracking.Models.Signatures;

namespace Tracking.Models.Tests.Format;

/// <summary>Damaged files: whatever the damage, the error is ours.</summary>
public class MutatedModelSpecs
{
    private const string Whole = """
        flavors:
          onnx: {code: null, data: "model.onnx", providers: [CPUExecutionProvider], n: &a 1}
          python_function:
            data: model.onnx
            env: {conda: conda.yaml, virtualenv: *a}
        metadata: !!map {k: "\u00fc\x41\U0001F600"}
        model_size_bytes: 788
        notes: |-
          a
        saved_input_example_info: {artifact_path: input_example.json, type: ndarray}
        signature:
          inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]'
          outputs: '[{"type": "array", "items": {"type": "double"}, "name": "p", "required": true}]'
          params: '[{"name": "k", "default": 1.0, "shape": null, "type": "double"}]'
        utc_time_created: '2026-11-21 07:33:23.157063'
        """;

    private const string Splices = "[]{}:,-&*!|>'\"%@`#?\\\n\t \0~0uUx\u0085\ufeff\ud800";

    [Fact]
    public void A_mutated_file_loads_or_is_refused()
    {
        var random = new Random(20261121);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            refused += LoadsOrIsRefused(() => MlModel.Parse(Mutate(Whole, random)));
        }

        Assert.InRange(refused, 300, 2999);
    }

    [Fact]
    public void A_file_cut_anywhere_loads_or_is_refused()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            LoadsOrIsRefused(() => MlModel.Parse(Whole[..length]));
        }
    }

    [Theory]
    [InlineData("""[{"type": "tensor", "name": "x\ud83d\ude00", "tensor-spec": {"dtype": "int8", "shape": [-1]}}]""")]
    [InlineData("""[{"type": "object", "properties": {"a": {"type": "map", "values": {"type": "any"}}}}]""")]
    public void A_mutated_schema_loads_or_is_refused(string whole)
    {
        var random = new Random(20261121);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            refused += LoadsOrIsRefused(() => ModelSchema.Parse(Mutate(whole, random), "signature.inputs"));
        }

        Assert.InRange(refused, 300, 2999);
    }

    private static int LoadsOrIsRefused(Action load)
    {
        try
        {
            load();
            return 0;
        }
        catch (ModelLoadException e)
        {
            Assert.NotEmpty(e.Message);
            return 1;
        }
    }

    private static string Mutate(string whole, Random random)
    {
        var text = whole;
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(0, Math.Min(8, text.Length - at));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Splices[random.Next(Splices.Length)].ToString()),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text.Remove(at, 1).Insert(at, Splices[random.Next(Splices.Length)].ToString()),
            };
        }

        return text;
    }
}
