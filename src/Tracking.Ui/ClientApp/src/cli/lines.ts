/**
 * Every line of the command-line tool that the pages show, as one pastes it into a shell. A test runs each kind, which
 * is why nothing is imported here.
 */

/** Which version: by number or by alias. */
export type VersionChoice = { version: string } | { alias: string }

/** An option of null is a switch. */
type Options = Record<string, string | null>

/** Does nothing where the alias is no longer at the expected version, `0` for a new one. */
export function aliasLine(server: string, name: string, alias: string, version: string, expected: string): string {
  return line('models alias set', server, { name, alias, version, 'expected-version': expected })
}

export function registerLine(server: string, source: string, name: string): string {
  return line('models register', server, { 'model-uri': source, name })
}

export function stageLine(server: string, name: string, version: string, stage: string, archive: boolean): string {
  const options = { name, version, stage, ...(archive && { 'archive-existing-versions': null }) }
  return line('models transition', server, options)
}

/** Asks before it deletes. Without a version: the model with all of them. */
export function deleteLine(server: string, name: string, version?: string): string {
  return line('models delete', server, { name, ...(version && { version }) })
}

/** Serves a model on a person's own machine. */
export function serveLine(server: string, modelUri: string): string {
  return line('serve', server, { 'model-uri': modelUri, port: '5001' })
}

/** More rows than a page can score. */
export function predictLine(server: string, modelUri: string): string {
  const files = { 'input-path': 'rows.csv', 'output-path': 'predictions.csv' }
  return line('predict', server, { 'model-uri': modelUri, ...files })
}

/** What a page does when it starts an endpoint, over HTTP. */
export function startRequest(server: string, model: string, choice: VersionChoice): string {
  return (
    `curl -s ${word(`${withoutSlash(server)}/api/2.0/tracking/endpoints/create`)} \\\n` +
    `  -H 'Content-Type: application/json' -d ${shell(JSON.stringify({ model_name: model, ...choice }))}`
  )
}

export function modelUriOf(model: string, choice: VersionChoice): string {
  return 'alias' in choice ? `models:/${model}@${choice.alias}` : `models:/${model}/${choice.version}`
}

/** One word for a POSIX shell. */
export const shell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function line(verb: string, server: string, options: Options): string {
  const all: Options = { ...options, 'tracking-uri': withoutSlash(server) }
  const words = Object.entries(all).map(([option, value]) => `--${option}${value === null ? '' : `=${word(value)}`}`)
  return `tracking ${verb} ${words.join(' ')}`
}

const withoutSlash = (server: string) => server.replace(/\/$/, '')

/** Quoted only where a shell would read more than the text in it. */
const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : shell(text))
