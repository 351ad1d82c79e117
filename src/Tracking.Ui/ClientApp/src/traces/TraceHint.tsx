import { serverAddress } from '../cli/server'
import { firstTrace } from '../snippets/snippets'
import { Message, Snippets } from '../ui/states'

/** How a first trace comes here from this very server. */
export function TraceHint({ experiment }: { experiment: string }) {
  return (
    <Message title="No traces yet. Any exporter of OpenTelemetry sends them:">
      <Snippets texts={firstTrace(serverAddress(), experiment)} />
    </Message>
  )
}
