import { TraceList } from '../traces/TraceList'
import type { RunTabProps } from './tabs'

export default function TracesTab({ run }: RunTabProps) {
  return <TraceList experiment={run.experiment} within={`run_id = '${run.id}'`} />
}
