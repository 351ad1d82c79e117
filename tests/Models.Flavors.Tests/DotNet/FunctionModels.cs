using System.Text.Json.Nodes;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Format;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.DotNet;

/// <summary>A published model with its dependency, compiled once, and the folders that are made of it.</summary>
public sealed class FunctionModels : IDisposable
{
    private readonly TempFolder _published = new();

    public FunctionModels()
    {
        var arithmetic = UserAssembly.Compile(_published.Path, "Arithmetic", ArithmeticCode);
        UserAssembly.Compile(_published.Path, "UserModel", ModelCode, arithmetic);
    }

    /// <summary>x and y, rows of one float each; the parameter is left to the model.</summary>
    public static ModelSignature Signature { get; } = new(
        ModelSchema.OfTensors(new TensorSpec("x", ElementType.Float32, [-1])),
        ModelSchema.OfTensors(new TensorSpec("y", ElementType.Float32, [-1])));

    public string Published => _published.Path;

    public static async Task<ModelDirectory> WriteAsync(string path, ModelContent content) =>
        await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(path, content, Patience.Token());

    public void Dispose() => _published.Dispose();

    internal ModelContent Content(
        string type, string? method = null, JsonObject? config = null, ModelDirectory? inner = null) =>
        DotnetFunctionFlavor.Content(
            DotnetFunctionSource.OfPublished(Published, "UserModel.dll", type, method), Signature, config, inner);

    private const string ArithmeticCode =
        """
        public static class Arithmetic
        {
            public static float Twice(float value) => 2 * value;
        }
        """;

    private const string ModelCode =
        """
        namespace User;

        public sealed class Doubler : IModel
        {
            public IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken token) =>
                Rows.Map(inputs, Arithmetic.Twice);
        }

        public sealed class Adder(ModelContext context) : IModel, IDisposable
        {
            private readonly float _amount = (float)context.Config["amount"]!;

            public IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken token) =>
                Rows.Map(inputs, value => value + _amount);

            public void Dispose() =>
                System.IO.File.WriteAllText(System.IO.Path.Combine(context.Folder, "disposed"), "yes");
        }

        public sealed class Around(ModelContext context) : IModel
        {
            public IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
            {
                var before = Rows.Map(inputs, value => value + 1, "x");
                return Rows.Map(context.Inner!.Score(before, null, token), value => -value, "y", "y");
            }
        }

        public static class Rows
        {
            public static IReadOnlyList<NamedTensor> Map(
                IReadOnlyList<NamedTensor> inputs, Func<float, float> map, string to = "y", string from = "x")
            {
                var values = inputs.Get<float>(from).Data.ToArray().Select(map).ToArray();
                return [new NamedTensor(to, new Tensor<float>(values, values.Length))];
            }
        }

        public static class Functions
        {
            public static IReadOnlyList<NamedTensor> Negate(
                IReadOnlyList<NamedTensor> inputs, CancellationToken token) => Rows.Map(inputs, value => -value);

            public static IReadOnlyList<NamedTensor> Fail(
                IReadOnlyList<NamedTensor> inputs, CancellationToken token) =>
                throw new InvalidOperationException("of no use\nat all");

            public static IReadOnlyList<NamedTensor> Mute(
                IReadOnlyList<NamedTensor> inputs, CancellationToken token) => [];

            public static int Strange(string text) => 1;
        }

        public sealed class NoModel;

        public sealed class Grumpy : IModel
        {
            public Grumpy() => throw new System.IO.IOException("the weights are gone");

            public IReadOnlyList<NamedTensor> Predict(IReadOnlyList<NamedTensor> inputs, CancellationToken token) => [];
        }
        """;
}
