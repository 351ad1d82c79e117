/**
 * Every snippet that the pages show, as one pastes it into a program or a shell, by language. A test runs each, which
 * is why nothing is imported here but the lines of the tool.
 */
import { serveLine, shell } from '../cli/lines'

type Texts = Record<string, string>

const json = "-H 'Content-Type: application/json'"

/** A first run of an experiment, which is made where there is none of that name. */
export function firstRun(server: string, experiment: string): Texts {
  const api = apiOf(server)
  const name = literal(experiment)
  return {
    'C#': lines(
      'using Tracking.Client;',
      `await using var client = new TrackingClient(${literal(withoutSlash(server))});`,
      `await using var run = await client.StartRunAsync(experimentName: ${name}, runName: "first");`,
      'await run.LogParamAsync("lr", 3e-4);',
      'await run.LogMetricAsync("loss", 0.42, step: 1);',
    ),
    Python: lines(
      'import mlflow',
      `mlflow.set_tracking_uri(${literal(withoutSlash(server))})`,
      `mlflow.set_experiment(${name})`,
      'with mlflow.start_run(run_name="first"):',
      '    mlflow.log_param("lr", 3e-4)',
      '    mlflow.log_metric("loss", 0.42, step=1)',
    ),
    curl: lines(
      `EXPERIMENT=$(curl -sG ${shell(`${api}/experiments/get-by-name`)} --data-urlencode ${shell(`experiment_name=${experiment}`)} \\`,
      `  | grep -o '"experiment_id": *"[^"]*"' | head -1 | cut -d'"' -f4)`,
      `[ -n "$EXPERIMENT" ] || EXPERIMENT=$(curl -s ${shell(`${api}/experiments/create`)} ${json} \\`,
      `  -d ${shell(JSON.stringify({ name: experiment }))} | cut -d'"' -f4)`,
      `curl -s ${shell(`${api}/runs/create`)} ${json} \\`,
      `  -d "{\\"experiment_id\\": \\"$EXPERIMENT\\", \\"run_name\\": \\"first\\", \\"start_time\\": $(date +%s000)}"`,
    ),
  }
}

/** A first version of a registered model. The folder in C# is whatever has an MLmodel file. */
export function firstModel(server: string): Texts {
  return {
    'C#': lines(
      'using Tracking.Client;',
      `await using var client = new TrackingClient(${literal(withoutSlash(server))});`,
      'await using var run = await client.StartRunAsync(experimentName: "first-experiment");',
      'var folder = "path/to/model-folder"; // the folder that has the MLmodel file',
      'await run.LogModelAsync(folder, "model", registeredModelName: "first-model");',
    ),
    Python: lines(
      'import mlflow',
      'from sklearn.linear_model import LinearRegression',
      `mlflow.set_tracking_uri(${literal(withoutSlash(server))})`,
      'mlflow.set_experiment("first-experiment")',
      'model = LinearRegression().fit([[1.0], [2.0], [3.0]], [2.1, 3.9, 6.2])',
      'with mlflow.start_run():',
      '    mlflow.sklearn.log_model(model, "model", registered_model_name="first-model")',
    ),
    curl: `curl -s ${shell(`${apiOf(server)}/registered-models/create`)} ${json} -d '{"name": "first-model"}'`,
  }
}

/** A first trace of an experiment. */
export function firstTrace(server: string, experiment: string): Texts {
  const base = withoutSlash(server)
  return {
    Shell: lines(
      `export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${shell(`${base}/v1/traces`)}`,
      `export OTEL_EXPORTER_OTLP_TRACES_HEADERS=${shell(`x-mlflow-experiment-id=${experiment}`)}`,
      'export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf',
    ),
    'C#': lines(
      'using System.Diagnostics;',
      'using Tracking.Client;',
      'using Tracking.Client.Diagnostics;',
      'using Tracking.Client.Runs;',
      `await using var client = new TrackingClient(${literal(base)});`,
      `await using var run = await client.StartRunAsync(new StartRunOptions { ExperimentId = ${literal(experiment)} });`,
      'await using var traces = run.RecordActivities("MyCompany.MyProgram");',
      'using var source = new ActivitySource("MyCompany.MyProgram");',
      'using (var answer = source.StartActivity("answer")) answer?.SetTag("question", "why?");',
    ),
    Python: lines(
      'import mlflow',
      `mlflow.set_tracking_uri(${literal(base)})`,
      `mlflow.set_experiment(experiment_id=${literal(experiment)})`,
      '',
      '@mlflow.trace',
      'def answer(question):',
      '    return "because"',
      '',
      'answer("why?")',
    ),
  }
}

/** A metric of a run that is there, ended or not. */
export function firstMetric(server: string, run: string): Texts {
  const base = withoutSlash(server)
  return {
    'C#': lines(
      'using Tracking.Client;',
      'using Tracking.Client.Runs;',
      `await using var client = new TrackingClient(${literal(base)});`,
      `await using var run = await client.StartRunAsync(new StartRunOptions { RunId = ${literal(run)} });`,
      'await run.LogMetricAsync("loss", 0.42, step: 1);',
    ),
    Python: lines(
      'import mlflow',
      `mlflow.set_tracking_uri(${literal(base)})`,
      `with mlflow.start_run(run_id=${literal(run)}):`,
      '    mlflow.log_metric("loss", 0.42, step=1)',
    ),
    curl: lines(
      `curl -s ${shell(`${apiOf(server)}/runs/log-metric`)} ${json} \\`,
      `  -d "{\\"run_id\\": \\"${run}\\", \\"key\\": \\"loss\\", \\"value\\": 0.42, \\"step\\": 1, \\"timestamp\\": $(date +%s000)}"`,
    ),
  }
}

/** Log records of a host that become a log of the run. */
export function runLogs(server: string): Texts {
  return {
    'C#': lines(
      'using Microsoft.Extensions.DependencyInjection;',
      'using Microsoft.Extensions.Hosting;',
      'using Microsoft.Extensions.Logging;',
      'using Tracking.Client;',
      'using Tracking.Client.Hosting;',
      'using Tracking.Client.Hosting.Logs;',
      'var builder = Host.CreateApplicationBuilder(args);',
      `builder.Services.AddTracking(options => options with { TrackingUri = ${literal(withoutSlash(server))} });`,
      'builder.Logging.AddTracking();',
      'using var host = builder.Build();',
      'await host.StartAsync();',
      'await using (var run = await host.Services.GetRequiredService<TrackingClient>().StartRunAsync("first-experiment"))',
      '    host.Services.GetRequiredService<ILogger<Program>>().LogInformation("epoch {Epoch} is done", 1);',
      'await host.StopAsync();',
    ),
  }
}

/** A model of a run or of the registry, served and loaded. */
export function modelUses(server: string, uri: string): Texts {
  return {
    Shell: serveLine(server, uri),
    Python: lines(
      'import mlflow',
      `mlflow.set_tracking_uri(${literal(withoutSlash(server))})`,
      `model = mlflow.pyfunc.load_model(${literal(uri)})`,
      'print(model.metadata.signature)',
    ),
  }
}

/** A scoring request. */
export function scoring(address: string, body: string): Texts {
  return {
    curl: lines(`curl -s ${shell(address)} \\`, `  ${json} \\`, `  -d ${shell(body)}`),
    Python: lines(
      'import json, urllib.request',
      `body = ${literal(body)}.encode()`,
      `request = urllib.request.Request(${literal(address)}, body, {"Content-Type": "application/json"})`,
      'print(json.load(urllib.request.urlopen(request))["predictions"])',
    ),
    'C#': lines(
      'using System.Text;',
      'using var http = new HttpClient();',
      `var body = ${literal(body)};`,
      `var content = new StringContent(body, Encoding.UTF8, "application/json");`,
      `var answer = await http.PostAsync(${literal(address)}, content);`,
      'Console.WriteLine(await answer.Content.ReadAsStringAsync());',
    ),
  }
}

/** The same with a request of one's own in a file. */
export function scoringFile(address: string): Texts {
  return { curl: lines(`curl -s ${shell(address)} \\`, `  ${json} -d @request.json`) }
}

/** A text for C# and Python alike: what JSON leaves as it is may end a line there. */
const literal = (text: string) =>
  JSON.stringify(text).replace(/[\u0085\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

const lines = (...all: string[]) => all.join('\n')

const withoutSlash = (server: string) => server.replace(/\/$/, '')

const apiOf = (server: string) => `${withoutSlash(server)}/api/2.0/mlflow`
