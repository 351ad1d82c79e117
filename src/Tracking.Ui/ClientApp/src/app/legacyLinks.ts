/** Where a link of MLflow's own UI (`/#/experiments/3/runs/abc`) leads here; null for what is no such link. */
export function placeOfLegacyLink(hash: string): string | null {
  if (!hash.startsWith('#/')) return null
  const [path = '', query = ''] = hash.slice(1).split('?')
  const run = /^\/experiments\/[^/]+\/runs\/([^/]+)/.exec(path)
  if (run) return `/runs/${run[1] ?? ''}/overview`
  const experiment = /^\/experiments\/([^/]+)/.exec(path)
  if (experiment) return `/experiments/${experiment[1] ?? ''}/runs`
  const version = /^\/models\/([^/]+)\/versions\/([^/]+)/.exec(path)
  if (version) return `/models/${version[1] ?? ''}/${version[2] ?? ''}`
  const model = /^\/models(?:\/([^/]+))?/.exec(path)
  if (model) return model[1] ? `/models/${model[1]}` : '/models'
  if (path === '/compare-runs') return `/compare?runs=${runsIn(query).map(encodeURIComponent).join(',')}`
  return '/experiments'
}

function runsIn(query: string): string[] {
  try {
    const runs: unknown = JSON.parse(new URLSearchParams(query).get('runs') ?? '[]')
    return Array.isArray(runs) ? runs.map(String) : []
  } catch {
    return []
  }
}
