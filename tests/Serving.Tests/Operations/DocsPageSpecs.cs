using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.Operations;

public sealed class DocsPageSpecs : IDisposable
{
    private readonly DescribedModels _models = new();

    [ProgramTheory("chromium")]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_model_is_tried_in_a_browser_by_its_own_example(string theme)
    {
        _models
            .With("first", FunctionScorer.Echo(ElementType.Float32, -1, 2), null, """{"inputs": [[1.5, 2]]}""")
            .With("second", FunctionScorer.Echo(ElementType.String, -1), null, """{"inputs": ["seven"]}""");
        await using var host = await _models.StartAsync();

        await DescribedModels.RunAsync("docs.mjs", host, theme);
    }

    public void Dispose() => _models.Dispose();
}
