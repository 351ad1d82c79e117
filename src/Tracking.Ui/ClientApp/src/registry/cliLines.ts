import { shell } from '../experiments/snippets'

/** Lines of the command-line tool that do what a dialog does, against this very server. */
export function aliasLine(server: string, name: string, alias: string, version: string): string {
  return line('alias set', server, { name, alias, version })
}

export function registerLine(server: string, source: string, name: string): string {
  return line('register', server, { 'model-uri': source, name })
}

function line(verb: string, server: string, options: Record<string, string>): string {
  const all = { ...options, 'tracking-uri': server.replace(/\/$/, '') }
  const words = Object.entries(all).map(([option, value]) => `--${option}=${word(value)}`)
  return `tracking models ${verb} ${words.join(' ')}`
}

/** Quoted only where a shell would read more than the text in it. */
const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : shell(text))
