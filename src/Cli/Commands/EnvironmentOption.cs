using System.CommandLine;

namespace Tracking.Cli.Commands;

/// <summary>Options that fall back to an environment variable, as MLflow's do, and then to a default.</summary>
internal static class EnvironmentOption
{
    public static Option<string> Text(string name, string variable, string fallback, string description) =>
        new VariableOption<string>(name, variable)
        {
            Description = $"{description} [env: {variable}]",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
                ? value
                : fallback,
        };

    /// <summary>A TCP port: 0 lets the system choose one. The first of the variables that is set counts.</summary>
    public static Option<int> Port(int fallback, params string[] variables)
    {
        var option = new VariableOption<int>("--port", variables)
        {
            Description = $"Port to listen on; 0 chooses a free one. [env: {string.Join(", ", variables)}]",
            DefaultValueFactory = result =>
            {
                var variable = Array.Find(variables, IsSet);
                if (variable is null)
                {
                    return fallback;
                }

                var text = Environment.GetEnvironmentVariable(variable);
                if (!int.TryParse(text, out var port))
                {
                    result.AddError($"{variable} is '{text}', expected a port from 0 to 65535.");
                }

                return port;
            },
        };
        option.Aliases.Add("-p");
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && (!int.TryParse(result.Tokens[0].Value, out var port) || port is < 0 or > 65535))
            {
                result.AddError($"--port is '{result.Tokens[0].Value}', expected a port from 0 to 65535.");
            }
        });
        return option;
    }

    private static bool IsSet(string variable) =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    public static Option<string> Host(string variable)
    {
        var option = Text("--host", variable, "127.0.0.1", "Address to listen on; 0.0.0.0 listens on all.");
        option.Aliases.Add("-h");
        return option;
    }
}
