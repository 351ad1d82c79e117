import { useMemo, useState } from 'react'
import { parseDocument } from 'yaml'
import type { FilePlace } from '../api/artifacts'
import { Segmented } from '../ui/Button'
import { Code } from './Code'
import MlModelView from './MlModelView'
import { indentedJson } from './fileKinds'
import { TableView } from './TableView'
import { tableOfJson } from './tables'
import TreeView from './TreeView'
import { jsonOf } from './tree'

interface StructuredViewProps {
  kind: 'json' | 'yaml' | 'mlmodel'
  text: string
  isWhole: boolean
  place: FilePlace
  path: string
}

type Look = 'model' | 'table' | 'tree' | 'text'

const titles: Record<Look, string> = { model: 'Model', table: 'Table', tree: 'Tree', text: 'Text' }

/** JSON and YAML as what they hold: a model, a logged table, a tree; or as text. What cannot be read is text. */
export default function StructuredView({ kind, text, isWhole, place, path }: StructuredViewProps) {
  const read = useMemo(() => (kind === 'json' ? jsonOf(text) : yamlOf(text)), [kind, text])
  const table = useMemo(() => tableOfJson(read?.value), [read])
  const looks = looksOf(kind, read?.value, table !== null)
  const [chosen, setChosen] = useState<Look>(looks[0]!)
  const look = looks.includes(chosen) ? chosen : looks[0]!
  return (
    <>
      <div className="ctools">
        {looks.length > 1 && (
          <Segmented
            label="Shown as"
            value={look}
            parts={looks.map((one) => [one, titles[one]] as const)}
            onChange={setChosen}
          />
        )}
        {!read && <span className="warn">{isWhole ? notReadable[kind] : 'Only a part is here.'}</span>}
      </div>
      {look === 'model' && <MlModelView text={text} place={place} path={path} />}
      {look === 'table' && table && <TableView table={table} place={place} />}
      {look === 'tree' && <TreeView value={read?.value} />}
      {look === 'text' && <Code text={kind === 'json' ? spread(text) : text} />}
    </>
  )
}

const notReadable = { json: 'This is no JSON.', yaml: 'This is no YAML.', mlmodel: 'This is no YAML.' }

function looksOf(kind: StructuredViewProps['kind'], value: unknown, isTable: boolean): Look[] {
  return [
    ...(kind === 'mlmodel' ? ['model' as const] : []),
    ...(isTable ? ['table' as const] : []),
    ...(typeof value === 'object' && value !== null ? ['tree' as const] : []),
    'text',
  ]
}

/** What is in one line is spread over several; what has lines is shown as it was written. */
const spread = (text: string) => (text.trimEnd().includes('\n') ? text : indentedJson(text))

/** A file with aliases that grow without end, or with several documents, is text. */
function yamlOf(text: string): { value: unknown } | null {
  try {
    const document = parseDocument(text, { logLevel: 'silent' })
    return document.errors.length > 0 ? null : { value: document.toJS({ maxAliasCount: 100 }) as unknown }
  } catch {
    return null
  }
}
