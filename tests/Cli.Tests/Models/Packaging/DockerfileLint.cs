using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracking.Cli.Tests.Models.Packaging;

/// <summary>
/// What Docker would refuse in a Dockerfile, and what an image without a shell that is not root must not have. The
/// final stage is held to more than those before it.
/// </summary>
internal static partial class DockerfileLint
{
    private static readonly string[] Known =
        ["FROM", "RUN", "COPY", "USER", "WORKDIR", "ENV", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"];

    private static readonly string[] Once = ["USER", "WORKDIR", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"];

    /// <summary>The faults of a file that is built in a context with these top-level entries.</summary>
    public static IReadOnlyList<string> ProblemsOf(string text, params string[] context)
    {
        var lines = Instructions(text);
        var problems = lines.SelectMany(line => ProblemsOfOne(line.Name, line.Words)).ToList();
        if (lines.Count == 0 || lines[0].Name != "FROM")
        {
            problems.Add("does not begin with FROM");
            return problems;
        }

        var final = lines.Skip(lines.FindLastIndex(line => line.Name == "FROM") + 1).ToList();
        problems.AddRange(Once.Where(name => final.Count(line => line.Name == name) != 1)
            .Select(name => $"{name} is not there once"));
        problems.AddRange(final.Where(line => line.Name == "RUN").Select(_ => "RUN needs a shell or makes a layer"));
        problems.AddRange(CopiesWithoutSource(lines, context));
        problems.AddRange(PortProblems(final));
        if (final.FindIndex(line => line.Name == "USER") > final.FindIndex(line => line.Name == "ENTRYPOINT"))
        {
            problems.Add("USER is behind ENTRYPOINT");
        }

        return problems;
    }

    /// <summary>A line for each instruction, with those that a backslash continues.</summary>
    private static List<(string Name, string Words)> Instructions(string text) =>
    [
        .. text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1].Trim() : string.Empty)),
    ];

    private static IEnumerable<string> ProblemsOfOne(string name, string rest)
    {
        if (!Known.Contains(name))
        {
            yield return $"'{name}' is no instruction of ours";
        }

        var isGood = name switch
        {
            "FROM" => ImageAndStage().IsMatch(rest),
            "COPY" => Copy().IsMatch(rest),
            "USER" => UserNumber().IsMatch(rest),
            "WORKDIR" => rest.StartsWith('/'),
            "ENV" => rest.Split(' ').All(pair => Variable().IsMatch(pair) && !Secret().IsMatch(pair)),
            "EXPOSE" => rest.Split(' ').All(port => int.TryParse(port, out var number) && number is > 0 and < 65_536),
            "HEALTHCHECK" => Health().Match(rest) is { Success: true } health && IsExec(health.Groups["words"].Value),
            _ => IsExec(rest),
        };
        if (!isGood)
        {
            yield return $"{name} {rest} is not as it must be";
        }
    }

    private static IEnumerable<string> CopiesWithoutSource(List<(string Name, string Words)> lines, string[] context)
    {
        var stages = lines.Where(line => line.Name == "FROM").Select(line => line.Words.Split(" AS ")[^1]).ToHashSet();
        foreach (var copy in lines.Where(line => line.Name == "COPY").Select(line => Copy().Match(line.Words)))
        {
            var (stage, from) = (copy.Groups["stage"], copy.Groups["from"].Value);
            var isThere = stage.Success
                ? stages.Contains(stage.Value) && from.StartsWith('/')
                : context.Contains(from.TrimEnd('/'));
            if (!isThere)
            {
                yield return $"there is nothing to copy at {copy.Value}";
            }
        }
    }

    private static IEnumerable<string> PortProblems(List<(string Name, string Words)> final)
    {
        var exposed = final.Where(line => line.Name == "EXPOSE").SelectMany(line => line.Words.Split(' ')).ToHashSet();
        var command = final.LastOrDefault(line => line.Name == "CMD").Words ?? string.Empty;
        var health = final.LastOrDefault(line => line.Name == "HEALTHCHECK").Words ?? string.Empty;
        var listens = ListeningPort().Matches(command).Select(match => match.Groups[1].Value).ToList();
        if (!exposed.SetEquals(listens))
        {
            yield return "the ports that are exposed are not those that are listened on";
        }

        if (!AskedPort().IsMatch(health) || listens.FirstOrDefault() != AskedPort().Match(health).Groups[1].Value)
        {
            yield return "the health check asks another port";
        }
    }

    private static bool IsExec(string words)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(words) is { Length: > 0 } list && list[0].Length > 0;
        }
        catch (JsonException)
        {
            // Anything else is for a shell, which is not there.
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][-a-z0-9./]*:(?!latest\z)[A-Za-z0-9_][-A-Za-z0-9_.]*( AS [a-z]+)?\z")]
    private static partial Regex ImageAndStage();

    [GeneratedRegex(@"\A(--from=(?<stage>\S+) )?(?<from>[^\s$]+/) /[^\s$]+/\z")]
    private static partial Regex Copy();

    [GeneratedRegex(@"\A[1-9][0-9]*\z")]
    private static partial Regex UserNumber();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*=[^\s""'$]+\z")]
    private static partial Regex Variable();

    [GeneratedRegex("TOKEN|SECRET|PASSWORD|_KEY", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\A(--(interval|timeout|start-period)=[0-9]+s |--retries=[0-9]+ )+\s*CMD (?<words>\[.*\])\z")]
    private static partial Regex Health();

    [GeneratedRegex("\"--(?:grpc-)?port\",\"([0-9]+)\"")]
    private static partial Regex ListeningPort();

    [GeneratedRegex("\"--url\",\"http://127\\.0\\.0\\.1:([0-9]+)\"")]
    private static partial Regex AskedPort();
}
