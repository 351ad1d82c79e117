import { Message, Snippets } from '../ui/states'

/** How a first trace comes here from this very server. */
export function TraceHint({ experiment }: { experiment: string }) {
  const server = new URL('.', document.baseURI).href.replace(/\/$/, '')
  return (
    <Message title="No traces yet. Any exporter of OpenTelemetry sends them:">
      <Snippets
        texts={{
          Shell: [
            `export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${server}/v1/traces`,
            `export OTEL_EXPORTER_OTLP_TRACES_HEADERS=x-mlflow-experiment-id=${experiment}`,
            'export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf',
          ].join('\n'),
          'C#': [
            `using var client = new TrackingClient("${server}");`,
            `await using var run = await client.StartRunAsync(new StartRunOptions { ExperimentId = "${experiment}" });`,
            'using var spans = run.RecordActivities("MyCompany.MyActivitySource");',
          ].join('\n'),
          Python: [
            'import mlflow',
            `mlflow.set_tracking_uri("${server}")`,
            `mlflow.set_experiment(experiment_id="${experiment}")`,
            '',
            '@mlflow.trace',
            'def answer(question):',
            '    return "because"',
            '',
            'answer("why?")',
          ].join('\n'),
        }}
      />
    </Message>
  )
}
