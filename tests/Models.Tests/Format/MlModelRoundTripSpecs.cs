using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tracking.Models.Format;

namespace Tracking.Models.Tests.Format;

public class MlModelRoundTripSpecs
{
    private const string Known = "flavors:\n  a:\n    x: 1\nrun_id: abc\n";

    [Fact]
    public void Any_metadata_is_read_as_it_was_written() =>
        Prop.ForAll(Arb.From(Arbitrary.Json), Arb.From(Arbitrary.Text), (json, key) =>
        {
            var metadata = new JsonObject { [key] = json() };

            var again = MlModel.Parse(MlModel.Parse(Known).With("metadata", metadata).ToYaml());

            Assert.Equal(metadata.ToJsonString(), again.Metadata!.ToJsonString());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_unknown_key_survives_a_change_of_another() =>
        Prop.ForAll(Arb.From(Arbitrary.Json), json =>
        {
            var model = MlModel.Parse(MlModel.Parse(Known).With("from the future", json()).ToYaml());

            var changed = MlModel.Parse(model.LoggedBy("r2", "m-1", "model").ToYaml());

            Assert.Equal(json()?.ToJsonString(), changed.Content.Json("from the future")?.ToJsonString());
            Assert.Equal("r2", changed.RunId);
            Assert.Equal(["flavors", "run_id", "from the future", "model_id", "artifact_path"], changed.Content.Keys);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_that_is_null_is_null_however_it_is_written()
    {
        var model = MlModel.Parse("flavors: {a: {}}\nkeys: [:, ~: 1, null: 2, 'null': 3, '': 4]\n");

        Assert.Equal(
            """[{"null":null},{"null":1},{"null":2},{"null":3},{"":4}]""", model.Content.Json("keys")!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(model.ToJson(), MlModel.Parse(model.ToYaml()).ToJson()), model.ToYaml());
    }

    [Fact]
    public void What_a_scalar_stands_for_survives_in_every_style()
    {
        const string Yaml = """
            flavors: {a: {}}
            plain: 1.10
            single: '1.10'
            double: "a\tb"
            literal: |
              two
               lines
            folded: >-
              one
              line
            tagged: !!str 5
            none:
            date: 2026-01-01
            flag: yes
            """;
        var model = MlModel.Parse(Yaml);

        var again = MlModel.Parse(model.ToYaml());

        Assert.True(JsonNode.DeepEquals(model.ToJson(), again.ToJson()), again.ToYaml());
        Assert.Equal("1.10", again.Content.Text("plain"));
        Assert.Equal("two\n lines\n", again.Content.Text("literal"));
        Assert.Null(again.Content.Text("none"));
        Assert.True(again.Content.Flag("flag"));
        Assert.Contains("plain: 1.10\nsingle: '1.10'\n", again.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_leaves_the_original_alone()
    {
        var model = MlModel.Parse(Known);

        var changed = model.With("run_id", "other");

        Assert.Equal("abc", model.RunId);
        Assert.Equal("other", changed.RunId);
        Assert.Throws<ModelLoadException>(() => model.With("model_size_bytes", "many"));
        Assert.Throws<ModelLoadException>(() => model.With("flavors", null));
    }

    [Fact]
    public void Content_may_be_given_as_JSON()
    {
        var model = MlModel.FromJson(new JsonObject
        {
            ["flavors"] = new JsonObject { ["onnx"] = new JsonObject { ["data"] = "model.onnx" } },
            ["model_size_bytes"] = 12,
        });

        Assert.Equal(12, model.ModelSizeBytes);
        Assert.Equal(
            """{"flavors":{"onnx":{"data":"model.onnx"}},"model_size_bytes":12}""", model.ToJson().ToJsonString());
    }
}
