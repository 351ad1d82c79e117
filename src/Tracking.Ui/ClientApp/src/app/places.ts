import { searchExperiments } from '../api/experiments'
import { listEndpoints } from '../api/endpoints'
import { findModels } from '../api/registry'
import { getRun, searchRuns } from '../api/runs'

export interface Place {
  name: string
  kind: string
  path: string
}

const idPattern = /^[0-9a-f]{32}$/
const tracePattern = /^tr-[0-9a-f]{32}$/
const runsFound = 6
const othersFound = 4
const experimentsWithRuns = 50

/** Experiments, models, endpoints and runs by a part of their name, or the run or trace of an id. */
export async function findPlaces(text: string, signal: AbortSignal): Promise<Place[]> {
  if (idPattern.test(text)) {
    const run = await getRun(text, signal)
    return [{ name: run.name, kind: 'run', path: `/runs/${run.id}/overview` }]
  }
  if (tracePattern.test(text)) return [{ name: text, kind: 'trace', path: `/trace/${text}` }]
  const like = `'%${text.replaceAll("'", "''")}%'`
  const all = { life: 'active' as const, orderBy: 'last_update_time DESC' }
  const [named, recent, models, { endpoints }] = await Promise.all([
    searchExperiments({ ...all, filter: `name ILIKE ${like}` }, undefined, signal),
    searchExperiments({ ...all, filter: '' }, undefined, signal),
    findModels(`name ILIKE ${like}`, othersFound, signal),
    listEndpoints(signal),
  ])
  const serving = endpoints.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
  const runs = await searchRuns(
    {
      experiments: recent.experiments.slice(0, experimentsWithRuns).map((experiment) => experiment.id),
      filter: `attributes.run_name ILIKE ${like}`,
      orderBy: [],
      life: 'active',
    },
    runsFound,
    undefined,
    signal,
  )
  return [
    ...named.experiments
      .slice(0, othersFound)
      .map((e) => ({ name: e.name, kind: 'experiment', path: `/experiments/${e.id}/runs` })),
    ...models.map(({ name }) => ({ name, kind: 'model', path: `/models/${encodeURIComponent(name)}` })),
    ...serving
      .slice(0, othersFound)
      .map(({ name }) => ({ name, kind: 'endpoint', path: `/endpoints/${encodeURIComponent(name)}` })),
    ...runs.runs.map((run) => ({ name: run.name, kind: 'run', path: `/runs/${run.id}/overview` })),
  ]
}
