using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Format;
using Tracking.TestKit;

namespace Tracking.Models.Flavors.Tests.DotNet;

public sealed class DotnetFunctionLoadErrorSpecs(FunctionModels models) : IClassFixture<FunctionModels>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("User.Missing", null, "'UserModel.dll' has no public type 'User.Missing'.")]
    [InlineData("User.NoModel", null, "'User.NoModel' does not implement Tracking.Models.Scoring.IModel")]
    [InlineData("User.Functions", "Nothing", "'User.Functions' has no public static method 'Nothing'")]
    [InlineData("User.Functions", "Strange", "'User.Functions' has no public static method 'Strange'")]
    [InlineData("User.Grumpy", null, "constructor of 'User.Grumpy' failed: IOException: the weights are gone.")]
    public async Task What_is_no_model_is_named(string type, string? method, string expected)
    {
        var directory = await FunctionModels.WriteAsync(_folder["model"], models.Content(type, method));
        Assert.Contains(expected, ErrorOf(directory));
    }

    [Fact]
    public async Task A_dependency_that_was_not_saved_is_named()
    {
        var directory = await FunctionModels.WriteAsync(_folder["model"], models.Content("User.Doubler"));
        File.Delete(Path.Combine(directory.Path, "assemblies", "Arithmetic.dll"));

        Assert.StartsWith("'UserModel.dll' needs 'Arithmetic' 0.0.0.0, which is neither", ErrorOf(directory));
    }

    [Fact]
    public async Task Assemblies_of_the_host_are_no_dependencies_of_a_model()
    {
        var path = UserAssembly.Compile(
            _folder["published"],
            "Spy",
            "public static class Spy { public static Type Found() => typeof(Tracking.Models.Flavors.ModelFlavors); }",
            typeof(ModelFlavors).Assembly.Location);
        var source = DotnetFunctionSource.OfPublished(_folder["published"], Path.GetFileName(path), "Spy");
        var directory = await FunctionModels.WriteAsync(
            _folder["model"], DotnetFunctionFlavor.Content(source, FunctionModels.Signature));

        Assert.StartsWith("'Spy.dll' needs 'Tracking.Models.Flavors'", ErrorOf(directory));
    }

    [Theory]
    [InlineData("../../outside.dll", "outside the model folder")]
    [InlineData("absent.dll", "not in the model folder")]
    [InlineData("note.txt", "'note.txt' is not a .NET assembly.")]
    public async Task An_assembly_outside_absent_or_broken_is_refused(string assembly, string expected)
    {
        _folder.Write("outside.dll", "MZ");
        var directory = await FunctionModels.WriteAsync(_folder["model"], models.Content("User.Doubler"));
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "assemblies", "note.txt"), "no code");
        var file = Path.Combine(directory.Path, "MLmodel");
        var text = await File.ReadAllTextAsync(file, Patience.Token());
        await File.WriteAllTextAsync(file, text.Replace("UserModel.dll", assembly, StringComparison.Ordinal));

        Assert.Contains(expected, ErrorOf(ModelDirectory.Open(directory.Path)));
    }

    [Fact]
    public async Task A_model_without_a_signature_is_refused()
    {
        var content = models.Content("User.Doubler") with { Signature = null };
        var directory = await FunctionModels.WriteAsync(_folder["model"], content);

        Assert.Contains("has no signature with inputs", ErrorOf(directory));
    }

    [Fact]
    public void A_folder_without_the_assembly_is_no_published_model()
    {
        var error = Assert.Throws<ModelLoadException>(
            () => DotnetFunctionSource.OfPublished(_folder.Path, "UserModel.dll", "User.Doubler"));
        Assert.Contains("has no 'UserModel.dll'", error.Message);
    }

    private static string ErrorOf(ModelDirectory directory)
    {
        var error = Assert.Throws<ModelLoadException>(() => ModelFlavors.Load(directory));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }
}
