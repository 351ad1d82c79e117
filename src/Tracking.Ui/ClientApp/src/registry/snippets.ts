/** How a first model is registered at this very server. */
export function modelSnippets(): Record<string, string> {
  const server = new URL('.', document.baseURI).href.replace(/\/$/, '')
  return {
    'C#': [
      'using Tracking.Client;',
      `await using var client = new TrackingClient("${server}");`,
      'await using var run = await client.StartRunAsync(experimentName: "first-experiment");',
      'await run.LogModelAsync("path/to/model-folder", "model", registeredModelName: "first-model");',
    ].join('\n'),
    Python: [
      'import mlflow',
      `mlflow.set_tracking_uri("${server}")`,
      'with mlflow.start_run() as run:',
      '    mlflow.register_model(f"runs:/{run.info.run_id}/model", "first-model")',
    ].join('\n'),
  }
}
