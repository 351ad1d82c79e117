import {
  autocompletion,
  closeBrackets,
  completionKeymap,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder as placeholderOf } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { Run } from '../api/runs'
import { chips, dropClause } from './clauseChips'
import { editorTheme } from './editorLooks'
import type { KeyCount } from './keyIndex'
import { valuesOf } from './keyIndex'
import {
  columnOfField,
  errorRange,
  expectedAt,
  fieldOptions,
  operatorsFor,
  quotedValue,
} from './queryLanguage'

export interface QueryEditorProps {
  text: string
  problem: string
  keys: KeyCount[]
  runs: Run[]
  placeholder: string
  /** Where it stands at first; null where the focus is elsewhere. */
  cursor: number | null
  onChange: (text: string) => void
}

/** The query with its clauses as chips, completion from what the runs hold, and the server's error at its place. */
export default function QueryEditor(props: QueryEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const editor = editorIn(host.current!, latest)
    view.current = editor
    const { cursor } = latest.current
    if (cursor !== null) {
      editor.dispatch({ selection: { anchor: Math.min(cursor, editor.state.doc.length) } })
      editor.focus()
    }
    return () => editor.destroy()
  }, [])
  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === props.text) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.text } })
  }, [props.text])
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const range = errorRange(props.text, props.problem)
    const isShown = props.problem !== '' && props.text === editor.state.doc.toString()
    editor.dispatch(
      setDiagnostics(editor.state, isShown ? [{ ...range, severity: 'error', message: props.problem }] : []),
    )
  }, [props.problem, props.text])
  return <div className="grow" ref={host} />
}

function editorIn(parent: HTMLElement, latest: React.RefObject<QueryEditorProps>): EditorView {
  const changed = EditorView.updateListener.of((update) => {
    if (update.docChanged) latest.current.onChange(update.state.doc.toString())
  })
  const state = EditorState.create({
    doc: latest.current.text,
    extensions: [
      history(),
      closeBrackets(),
      chips,
      editorTheme,
      placeholderOf(latest.current.placeholder),
      EditorView.lineWrapping,
      // What can be edited has the focus by keys anyway; checkers of accessibility know it by the index only.
      EditorView.contentAttributes.of({ 'aria-label': 'Filter runs', spellcheck: 'false', tabindex: '0' }),
      // One line: a pasted break is a blank.
      EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change)),
      autocompletion({
        override: [(context) => completions(context, latest.current)],
        interactionDelay: 0,
        icons: false,
      }),
      keymap.of([
        { key: 'Escape', run: (editor) => (editor.contentDOM.blur(), true) },
        { key: 'ArrowDown', run: (editor) => startCompletion(editor) },
        { key: 'Alt-Backspace', run: (editor) => dropClause(editor, editor.state.selection.main.head) },
      ]),
      keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap.filter((binding) => binding.key !== 'Enter')]),
      changed,
    ],
  })
  return new EditorView({ state, parent })
}

const valuesOffered = 50

function completions(context: CompletionContext, { keys, runs }: QueryEditorProps): CompletionResult | null {
  const text = context.state.doc.toString()
  const expected = expectedAt(text, context.pos)
  switch (expected.kind) {
    case 'field':
      return {
        from: expected.from,
        options: fieldOptions(keys).map((option) => ({ ...option, apply: `${option.label} ` })),
      }
    case 'operator':
      return {
        from: expected.from,
        options: operatorsFor(expected.field ?? '').map((label) => ({ label, apply: `${label} ` })),
      }
    case 'value': {
      const column = columnOfField(expected.field ?? '')
      if (column === null || column.startsWith('m.')) return null
      return {
        from: expected.from,
        options: valuesOf(runs, column, valuesOffered).map(({ value, count }) => ({
          label: quotedValue(value),
          detail: String(count),
        })),
      }
    }
    case 'join':
      return context.explicit || /\s$/.test(text.slice(0, context.pos))
        ? { from: expected.from, options: ['and', 'or'].map((label) => ({ label, apply: `${label} ` })) }
        : null
  }
}
