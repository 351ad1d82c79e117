using System.CommandLine;
using Tracking.Cli.Output;
using Tracking.Server;

namespace Tracking.Cli.Commands.Db;

/// <summary><c>tracking db</c>: upgrade, check and back up the database of a server.</summary>
internal static class DbCommand
{
    public static Command Create(CommandOutput output)
    {
        var maintenance = new DbMaintenance(output);
        var target = new Option<string>("--output", "-o")
        {
            Description = "The file to write; it must not exist.",
            Required = true,
        };
        var backup = new Command("backup", "Copy a database to a new file while servers work on it.") { target };
        return new Command("db", "Look after the database of a server.")
        {
            Named(
                new Command("upgrade", "Bring a database to this version's schema, after a backup."),
                (_, database, token) => maintenance.UpgradeAsync(database, token)),
            Named(
                new Command(
                    "check",
                    "Read a whole database and say if it is sound: exit code 0 if so, 3 if not, 4 if it is too old."),
                (_, database, token) => maintenance.CheckAsync(database, token)),
            Named(
                backup,
                (parsed, database, token) => maintenance.BackUpAsync(database, parsed.GetValue(target)!, token)),
        };
    }

    /// <summary>Adds the database, which all of these take as an argument, as <c>mlflow db upgrade</c> does.</summary>
    private static Command Named(Command command, Func<ParseResult, string, CancellationToken, Task<int>> run)
    {
        const string Variable = "MLFLOW_BACKEND_STORE_URI";
        var url = new Argument<string>("url")
        {
            Description = "The database: sqlite:///relative.db, sqlite:////absolute.db, a path, or " +
                $"postgresql://user@host/database. [env: {Variable}]",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } uri
                ? uri
                : new TrackingServerOptions().BackendStoreUri,
        };
        command.Add(url);
        command.SetAction((parsed, token) => run(parsed, parsed.GetValue(url)!, token));
        return command;
    }
}
