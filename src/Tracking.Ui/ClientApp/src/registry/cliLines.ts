import { shell } from '../experiments/snippets'

/** Lines of the command-line tool that do what a dialog does, against this very server. */
export function aliasLine(server: string, name: string, alias: string, version: string): string {
  return line('alias set', server, { name, alias, version })
}

export function registerLine(server: string, source: string, name: string): string {
  return line('register', server, { 'model-uri': source, name })
}

export function stageLine(server: string, name: string, version: string, stage: string, archive: boolean): string {
  return line('transition', server, { name, version, stage, ...(archive && { 'archive-existing-versions': null }) })
}

/** Asks before it deletes. Without a version: the model with all of them. */
export function deleteLine(server: string, name: string, version?: string): string {
  return line('delete', server, { name, ...(version && { version }) })
}

/** An option of null is a switch. */
function line(verb: string, server: string, options: Record<string, string | null>): string {
  const all: Record<string, string | null> = { ...options, 'tracking-uri': server.replace(/\/$/, '') }
  const words = Object.entries(all).map(([option, value]) => `--${option}${value === null ? '' : `=${word(value)}`}`)
  return `tracking models ${verb} ${words.join(' ')}`
}

/** Quoted only where a shell would read more than the text in it. */
const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : shell(text))
