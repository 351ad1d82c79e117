namespace Tracking.Client.Internal.Surroundings;

/// <summary>Where the server is and who asks: from variables and the files that MLflow's clients read.</summary>
internal sealed record ServerAccess(string Uri, string? Username, string? Password, string? Token)
{
    private const string Databricks = "databricks";

    /// <summary>
    /// For <c>databricks</c> and <c>databricks://profile</c>, Databricks' own variables and <c>~/.databrickscfg</c>;
    /// else MLflow's and <c>~/.mlflow/credentials</c>.
    /// </summary>
    /// <param name="uri">The tracking URI that was given.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="home">The user's folder; null to read no file.</param>
    /// <exception cref="ArgumentException">A Databricks host or profile is missing; says which.</exception>
    internal static ServerAccess Find(string uri, EnvironmentVariables variables, string? home) =>
        uri == Databricks || uri.StartsWith(Databricks + "://", StringComparison.Ordinal)
            ? OfDatabricks(uri, variables, home)
            : OfMlflow(uri, variables, home);

    private static ServerAccess OfMlflow(string uri, EnvironmentVariables variables, string? home)
    {
        var file = home is null ? null : IniFile.Read(Path.Join(home, ".mlflow", "credentials"));
        var username = variables.Text("MLFLOW_TRACKING_USERNAME") ?? file?.Value("mlflow", "mlflow_tracking_username");
        var password = variables.Text("MLFLOW_TRACKING_PASSWORD") ?? file?.Value("mlflow", "mlflow_tracking_password");
        // As MLflow's clients: half of a pair is none, so that a token still counts.
        var hasBoth = username is not null && password is not null;
        return new ServerAccess(
            uri, hasBoth ? username : null, hasBoth ? password : null, variables.Text("MLFLOW_TRACKING_TOKEN"));
    }

    private static ServerAccess OfDatabricks(string uri, EnvironmentVariables variables, string? home)
    {
        var named = uri == Databricks ? null : EnvironmentVariables.Given(uri[(Databricks.Length + 3)..].TrimEnd('/'));
        if (named is null && variables.Text("DATABRICKS_HOST") is { } host)
            return new ServerAccess(
                WithScheme(host),
                variables.Text("DATABRICKS_USERNAME"),
                variables.Text("DATABRICKS_PASSWORD"),
                variables.Text("DATABRICKS_TOKEN"));

        var profile = named ?? variables.Text("DATABRICKS_CONFIG_PROFILE") ?? "DEFAULT";
        var path = variables.Text("DATABRICKS_CONFIG_FILE") ?? Path.Join(home ?? "~", ".databrickscfg");
        var file = home is null ? null : IniFile.Read(path);
        return new ServerAccess(
            WithScheme(file?.Value(profile, "host") ?? throw new ArgumentException(
                $"The tracking URI is '{uri}', but neither DATABRICKS_HOST nor a host in the profile [{profile}] of "
                + $"'{path}' says where the workspace is")),
            file.Value(profile, "username"),
            file.Value(profile, "password"),
            file.Value(profile, "token"));
    }

    private static string WithScheme(string host) =>
        host.Contains("://", StringComparison.Ordinal) ? host : "https://" + host;
}
