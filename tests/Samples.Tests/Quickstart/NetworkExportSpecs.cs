using Tracking.Quickstart;
using Tracking.TestKit;

namespace Tracking.Samples.Tests.Quickstart;

public sealed class NetworkExportSpecs
{
    [Fact]
    public async Task The_graph_computes_what_the_network_does()
    {
        using var folder = new TempFolder();
        var digits = (await Digits.LoadAsync(default))[..50];
        var network = new DigitsNetwork(16, new Random(1));

        var model = await NetworkExport.SaveAsync(network, folder["model"], digits[..2], default);

        var agreement = Agreement.Between(network.Predict(digits), NetworkExport.Predict(model, digits));
        Assert.True(agreement.Holds, agreement.ToString());
    }

    [Fact]
    public async Task The_model_folder_says_what_goes_in_and_out_and_has_an_example()
    {
        using var folder = new TempFolder();
        var digits = (await Digits.LoadAsync(default))[..2];

        var network = new DigitsNetwork(4, new Random(1));

        var model = await NetworkExport.SaveAsync(network, folder["model"], digits, default);

        var signature = model.MlModel.Signature!;
        Assert.Equal("[Tensor('float32', (-1, 64))]", signature.Inputs!.ToString());
        Assert.Equal(
            "['digit': Tensor('int64', (-1,)), 'probabilities': Tensor('float32', (-1, 10))]",
            signature.Outputs!.ToString());
        var example = await File.ReadAllTextAsync(model.PathOf(model.MlModel.InputExample!.ServingInputPath!));
        Assert.Contains("\"inputs\"", example);
    }
}
