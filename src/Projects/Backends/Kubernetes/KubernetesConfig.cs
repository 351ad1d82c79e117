namespace Tracking.Projects.Backends.Kubernetes;

/// <summary>MLflow's configuration of this backend.</summary>
/// <param name="Context">Of the kubectl configuration; null for the current one.</param>
/// <param name="RepositoryUri">Where the project's image is pushed to, without a tag.</param>
/// <param name="JobTemplate">The text of the job's template.</param>
internal sealed record KubernetesConfig(string? Context, string RepositoryUri, string JobTemplate)
{
    private const long TemplateBytesMax = 1 << 20;

    /// <exception cref="ProjectException">Names the key that is missing or wrong.</exception>
    public static async Task<KubernetesConfig> ReadAsync(BackendConfig config, CancellationToken cancellationToken)
    {
        config.AllowOnly("kubernetes", "kube-context", "repository-uri", "kube-job-template-path");
        var repository = config.Required("repository-uri");
        var template = new FileInfo(Path.GetFullPath(config.Required("kube-job-template-path"), config.Folder));
        if (template is not { Exists: true, Length: <= TemplateBytesMax })
        {
            throw new ProjectException(
                $"The kube-job-template-path '{template.FullName}' does not exist or is larger than 1 MB.");
        }

        return new KubernetesConfig(
            config.Section.Text("kube-context"),
            repository,
            await File.ReadAllTextAsync(template.FullName, cancellationToken));
    }
}
