namespace Tracking.Quickstart;

/// <summary>What the command line asks for.</summary>
internal sealed record QuickstartOptions
{
    public const string Usage = """
        Trains a small neural network on handwritten digits, tracks the run, registers the model,
        serves it over HTTP, and checks what the server answers. Takes a few seconds.

        Usage: dotnet run --project samples/Quickstart [-- options]

          --keep         leave both servers up until Ctrl-C, to browse and to call
          --data DIR     where runs, models and artifacts are kept (default: ./quickstart-data)
          --seed NUMBER  of the split, the network's start and the order of training (default: 7)
          --help         this text

        Exit code: 0 if it worked and at least 95 % of the held-out images were read right; 1 if
        not; 2 if an option is wrong.
        """;

    public string DataFolder { get; init; } = "quickstart-data";

    public int Seed { get; init; } = 7;

    public bool Keep { get; init; }

    public bool Help { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">One is unknown, or its value is missing or wrong.</exception>
    public static QuickstartOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new QuickstartOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--keep" => options with { Keep = true },
                "--data" => options with { DataFolder = Value(arguments, ref i) },
                "--seed" => options with { Seed = Number(arguments, ref i) },
                "--help" or "-h" or "-?" => options with { Help = true },
                var other => throw new FormatException($"Unknown option '{other}'; --help lists those there are."),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) => ++i < arguments.Count
        ? arguments[i]
        : throw new FormatException($"Option '{arguments[i - 1]}' needs a value.");

    private static int Number(IReadOnlyList<string> arguments, ref int i)
    {
        var (option, text) = (arguments[i], Value(arguments, ref i));
        return int.TryParse(text, out var number)
            ? number
            : throw new FormatException($"Option '{option}' needs a whole number, got '{text}'.");
    }
}
