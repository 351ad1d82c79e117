import type { Run } from '../api/runs'
import { allPackages, type Surroundings } from '../code/surroundings'
import { filesOfPatch, type PatchFile, type PatchLine } from '../diff/patch'
import { lineDiff } from '../diff/lines'

type Facts = Record<string, string>

/** Facts of each run by section, which the table of differences shows beside metrics and params. */
export function codeFacts(run: Run, kept: Surroundings | undefined): Record<'Code' | 'Environment' | 'Data', Facts> {
  return { Code: codeOf(run, kept), Environment: allPackages(kept), Data: dataOf(run) }
}

const codeTags: [string, string][] = [
  ['Source', 'mlflow.source.name'],
  ['Commit', 'mlflow.source.git.commit'],
  ['Branch', 'mlflow.source.git.branch'],
  ['Repository', 'mlflow.source.git.repoURL'],
]

function codeOf({ tags }: Run, kept: Surroundings | undefined): Facts {
  const facts = Object.create(null) as Facts
  for (const [name, tag] of codeTags) if (tags[tag]) facts[name] = tags[tag]
  if (kept?.patch) facts['Uncommitted changes'] = patchText(kept.patch.text)
  else if (tags['mlflow.source.git.dirty'] === 'true') facts['Uncommitted changes'] = 'some, not kept'
  for (const [name, key] of [
    ['Entry point', 'entry_point'],
    ['Command', 'command'],
  ] as const) {
    const value = kept?.launch?.[key]
    if (typeof value === 'string') facts[name] = value
  }
  return facts
}

function patchText(text: string): string {
  const files = filesOfPatch(text)
  const sum = (of: (file: PatchFile) => number) => files.reduce((total, file) => total + of(file), 0)
  return `${files.length} files, +${sum((file) => file.added)} −${sum((file) => file.removed)}`
}

function dataOf(run: Run): Facts {
  const facts = Object.create(null) as Facts
  for (const set of run.datasets) {
    const name = set.context || 'data'
    facts[name] = [facts[name], `${set.name} ${set.digest}`].filter(Boolean).join(', ')
  }
  return facts
}

/** A file that two runs changed differently since their commits. */
export interface ChangedFile {
  path: string
  /** Whose patch has it: both, or only one of them. */
  in: 'both' | 'base' | 'other'
  lines: PatchLine[]
}

/** How the uncommitted changes of two runs differ, file by file; files changed alike are left out. */
export function changedFiles(base: string, other: string): ChangedFile[] {
  const a = new Map(filesOfPatch(base).map((file) => [file.path, file]))
  const b = new Map(filesOfPatch(other).map((file) => [file.path, file]))
  return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((path): ChangedFile[] => {
    const [before, after] = [a.get(path), b.get(path)]
    if (!before) return [{ path, in: 'other', lines: after!.lines }]
    if (!after) return [{ path, in: 'base', lines: before.lines }]
    const lines = lineDiff(textOf(before), textOf(after))
    return lines.length > 0 ? [{ path, in: 'both', lines }] : []
  })
}

const signs: Record<PatchLine['kind'], string> = { same: ' ', added: '+', removed: '-', hunk: '', note: '' }

/** Without the places of hunks: the same change further down is the same change. */
const textOf = (file: PatchFile) =>
  file.lines
    .filter((line) => line.kind !== 'hunk')
    .map((line) => signs[line.kind] + line.text)
    .join('\n')
