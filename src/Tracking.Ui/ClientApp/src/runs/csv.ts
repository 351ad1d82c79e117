import type { Run } from '../api/runs'
import { keyOf, kindOf, valueOf, type ColumnId } from './columns'

/** Full precision, one row per run, RFC 4180. */
export const csvOf = (runs: readonly Run[], columns: readonly ColumnId[]): string => csvText(rowsOf(runs, columns))

/** A header, then one row per run. */
export function rowsOf(runs: readonly Run[], columns: readonly ColumnId[]): string[][] {
  const header = columns.map((id) => (kindOf(id) === 'attribute' ? id : `${kindOf(id)}s.${keyOf(id)}`))
  const rows = runs.map((run) => columns.map((id) => String(valueOf(run, id) ?? '')))
  return [header, ...rows]
}

export function csvText(rows: readonly string[][]): string {
  return rows.map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n'
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function saveFile(name: string, type: string, content: string | Blob) {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address))
}
