import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import { clausesOf, tokensOf } from './queryLanguage'

const clause = Decoration.mark({ class: 'cm-clause' })
const kinds = {
  field: null,
  operator: Decoration.mark({ class: 'cm-operator' }),
  word: Decoration.mark({ class: 'cm-operator' }),
  text: Decoration.mark({ class: 'cm-text' }),
  number: Decoration.mark({ class: 'cm-number' }),
  mark: null,
}

function decorationsOf(view: EditorView): DecorationSet {
  const text = view.state.doc.toString()
  const marks = clausesOf(text).map((range) => clause.range(range.from, range.to))
  for (const token of tokensOf(text)) {
    const kind = kinds[token.kind]
    if (kind) marks.push(kind.range(token.from, token.to))
  }
  return Decoration.set(marks, true)
}

/** Clauses look like chips, but they are the text. */
export const chips = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = decorationsOf(view)
    }

    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = decorationsOf(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

export const editorTheme = EditorView.theme({
  '&': { fontSize: '12.5px', maxHeight: '72px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '24px', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '5px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': {
    color: 'var(--ink3)',
    fontFamily: 'var(--sans)',
    fontSize: '13px',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '.cm-clause': { background: 'var(--hover)', borderRadius: '3px', padding: '4px 2px' },
  '.cm-operator': { color: 'var(--ink3)' },
  '.cm-text': { color: 'var(--ok)' },
  '.cm-number': { color: 'var(--accent)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad) 1.2px',
    textUnderlineOffset: '4px',
  },
  '.cm-tooltip': {
    background: 'var(--raised)',
    border: '0',
    boxShadow: 'var(--shadow)',
    borderRadius: '8px',
    color: 'var(--ink)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    maxHeight: '320px',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', borderRadius: '5px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--sel)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink3)', fontStyle: 'normal', marginLeft: '16px' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
})
