/** Versions by package, whichever tool wrote the list: pip, conda, .NET, or Tracking's own. */
export function packagesOf(text: string): Record<string, string> {
  const packages = Object.create(null) as Record<string, string>
  const json = text.search(/^\s*\{/m)
  for (const line of (json < 0 ? text : text.slice(0, json)).split('\n')) addLine(packages, line)
  if (json >= 0) addJson(packages, text.slice(json))
  return packages
}

const separators = ['==', '=', ': ', ' @ ']

/** `numpy==1.26.0`, conda's `numpy=1.26.0=build`, or `sdk: 10.0.1`. */
function addLine(packages: Record<string, string>, text: string) {
  const line = text.replace(/(^|\s)#.*$/, '').replace(/^[\s-]+/, '').trim()
  const found = separators
    .map((separator) => ({ separator, at: line.indexOf(separator) }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => a.at - b.at)[0]
  if (!found) return
  const name = line.slice(0, found.at).trim()
  packages[name] ??= line.slice(found.at + found.separator.length).trim()
}

/** `{"packages": {"Name": "1.0.0"}}` or, of a .NET program, `{"libraries": {"Name/1.0.0": {…}}}`. */
function addJson(packages: Record<string, string>, text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Some other tool's text with a brace in it: its lines have been read.
    return
  }
  const { packages: own, libraries, runtime } = value as Record<string, unknown>
  if (typeof runtime === 'string') packages['runtime'] ??= runtime
  for (const [name, version] of Object.entries(objectOf(own))) {
    if (typeof version === 'string') packages[name] ??= version
  }
  for (const library of Object.keys(objectOf(libraries))) {
    const [name = '', version] = library.split('/')
    if (version !== undefined) packages[name] ??= version
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
