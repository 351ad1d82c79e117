import { shell } from '../cli/lines'

/** How a first run is made against this very server. */
export function snippetsFor(experiment: string): Record<string, string> {
  const server = new URL('.', document.baseURI).href.replace(/\/$/, '')
  const api = `${server}/api/2.0/mlflow`
  const name = JSON.stringify(experiment)
  return {
    'C#': [
      'using Tracking.Client;',
      `await using var client = new TrackingClient("${server}");`,
      `await using var run = await client.StartRunAsync(experimentName: ${name}, runName: "first");`,
      'await run.LogParamAsync("lr", 3e-4);',
      'await run.LogMetricAsync("loss", 0.42, step: 1);',
    ].join('\n'),
    Python: [
      'import mlflow',
      `mlflow.set_tracking_uri("${server}")`,
      `mlflow.set_experiment(${name})`,
      'with mlflow.start_run():',
      '    mlflow.log_param("lr", 3e-4)',
      '    mlflow.log_metric("loss", 0.42, step=1)',
    ].join('\n'),
    curl: [
      `EXPERIMENT=$(curl -sG '${api}/experiments/get-by-name' --data-urlencode ${shell(`experiment_name=${experiment}`)} \\`,
      `  | grep -o '"experiment_id": *"[^"]*"' | head -1 | cut -d'"' -f4)`,
      `[ -n "$EXPERIMENT" ] || EXPERIMENT=$(curl -s '${api}/experiments/create' -H 'Content-Type: application/json' \\`,
      `  -d ${shell(JSON.stringify({ name: experiment }))} | cut -d'"' -f4)`,
      `curl -s '${api}/runs/create' -H 'Content-Type: application/json' \\`,
      `  -d "{\\"experiment_id\\": \\"$EXPERIMENT\\", \\"run_name\\": \\"first\\", \\"start_time\\": $(date +%s000)}"`,
    ].join('\n'),
  }
}
