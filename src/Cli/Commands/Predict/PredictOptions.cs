using System.CommandLine;
using Tracking.Cli.Commands.Models;
using Tracking.Serving.BatchScoring;

namespace Tracking.Cli.Commands.Predict;

/// <summary>The options of <c>tracking predict</c>.</summary>
internal sealed class PredictOptions
{
    // Out of range for the job, and not for a TimeSpan.
    private const double MostSeconds = 1_000_000;

    private static readonly BatchScoringOptions Defaults = new();

    private readonly Option<string> _input = new("--input", "-i", "--input-path")
    {
        Description = "The rows: a .csv or .jsonl file, perhaps .gz, or - for standard input.",
        HelpName = "file",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o", "--output-path")
    {
        Description = "Takes the predictions: a .csv or .jsonl file, perhaps .gz, or - for standard output.",
        HelpName = "file",
        Required = true,
    };

    private readonly Option<RowFormat?> _inputFormat = RowFormatOption.Create("--input-format", "of the rows");

    private readonly Option<RowFormat?> _outputFormat = RowFormatOption.Create("--output-format", "of the predictions");

    private readonly Option<string?> _columns = List("--columns", "Columns that the model is given; all by default.");

    private readonly Option<string?> _keep = List(
        "--keep", "Columns that are repeated before each prediction; * for all. None by default.");

    private readonly Option<string?> _outputs = List("--outputs", "Outputs that are written; all by default.");

    private readonly Option<string?> _params = ParamsOption.Create();

    private readonly Option<string?> _prefix = new("--prefix")
    {
        Description = "Stands before the names of outputs.",
        HelpName = "text",
    };

    private readonly Option<JsonRows> _jsonRows = new("--json-rows")
    {
        Description = "What lines of JSON are taken for; auto: what they look like.",
        HelpName = "auto|records|inputs",
        DefaultValueFactory = _ => JsonRows.Auto,
    };

    private readonly Option<int> _batchSize =
        Number("--batch-size", "Rows that are scored at once.", Defaults.BatchSize);

    private readonly Option<int?> _workers = new("--workers")
    {
        Description = "Batches that are scored side by side. [default: the number of processors]",
        HelpName = "number",
    };

    private readonly Option<long?> _limit = new("--limit")
    {
        Description = "Rows after which it ends.",
        HelpName = "number",
    };

    private readonly Option<long> _maxRejected = new("--max-rejected")
    {
        Description = "Bad rows that are set aside before it fails.",
        HelpName = "number",
        DefaultValueFactory = _ => Defaults.MaxRejected,
    };

    private readonly Option<string?> _rejected = new("--rejected")
    {
        Description = "Takes the bad rows with their reasons. [default: OUTPUT.rejected.jsonl]",
        HelpName = "file",
    };

    private readonly Option<int> _maxRowBytes =
        Number("--max-row-bytes", "The longest row; longer ones are bad.", Defaults.MaxRowBytes);

    private readonly Option<double> _checkpointSeconds = new("--checkpoint-seconds")
    {
        Description = "How often progress is made durable; 0 after each batch.",
        HelpName = "seconds",
        DefaultValueFactory = _ => Defaults.CheckpointInterval.TotalSeconds,
    };

    private readonly Option<bool> _restart = new("--restart")
    {
        Description = "Begin anew where an unfinished job would be resumed.",
    };

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Replace a finished output.",
    };

    public Option<string> Model { get; } = ModelPrediction.ScoredModelOption();

    public Option<string?> TrackingUri { get; } = ClientCommand.TrackingUriOption();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])
            [
                Model, _input, _output, _inputFormat, _outputFormat, _columns, _keep, _outputs, _params, _prefix,
                _jsonRows, _batchSize, _workers, _limit, _maxRejected, _rejected, _maxRowBytes, _checkpointSeconds,
                _restart, _overwrite, TrackingUri,
            ])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            foreach (var (path, format) in (
                (Option<string>, Option<RowFormat?>)[])[(_input, _inputFormat), (_output, _outputFormat)])
            {
                if (result.GetResult(path) is { Tokens: [var token] } && token.Value != "-"
                    && result.GetResult(format) is null && RowFormatOption.OfFile(token.Value) is null)
                {
                    result.AddError($"{path.Name} is '{token.Value}', whose name does not tell its format: expected "
                        + $".csv or .jsonl, perhaps with .gz, or {format.Name}.");
                }
            }
        });
    }

    public BatchScoringOptions Read(ParseResult parsed)
    {
        var (input, output) = (PathOf(parsed, _input), PathOf(parsed, _output));
        var inputFormat = parsed.GetValue(_inputFormat) ?? RowFormatOption.OfFile(input) ?? RowFormat.Csv;
        return new BatchScoringOptions
        {
            Input = input,
            InputStream = input is null ? Console.OpenStandardInput() : null,
            InputFormat = inputFormat,
            Output = output,
            OutputStream = output is null ? Console.OpenStandardOutput() : null,
            OutputFormat = parsed.GetValue(_outputFormat) ?? RowFormatOption.OfFile(output) ?? inputFormat,
            Rejected = parsed.GetValue(_rejected),
            Columns = Names(parsed.GetValue(_columns)),
            Keep = Names(parsed.GetValue(_keep)) ?? [],
            Outputs = Names(parsed.GetValue(_outputs)),
            Params = ParamsOption.Read(parsed.GetValue(_params)),
            Prefix = parsed.GetValue(_prefix) ?? "",
            JsonRows = parsed.GetValue(_jsonRows),
            BatchSize = parsed.GetValue(_batchSize),
            Workers = parsed.GetValue(_workers) ?? Defaults.Workers,
            Limit = parsed.GetValue(_limit),
            MaxRejected = parsed.GetValue(_maxRejected),
            MaxRowBytes = parsed.GetValue(_maxRowBytes),
            CheckpointInterval = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_checkpointSeconds), -1, MostSeconds)),
            Restart = parsed.GetValue(_restart),
            Overwrite = parsed.GetValue(_overwrite),
        };
    }

    private static string? PathOf(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is not "-" and var path ? path : null;

    private static string[]? Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries);

    private static Option<string?> List(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "name,...",
    };

    private static Option<int> Number(string name, string description, int fallback) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => fallback,
    };
}
