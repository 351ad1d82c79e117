import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import { clausesOf, tokensOf, withoutClause } from './queryLanguage'

const clause = Decoration.mark({ class: 'cm-clause' })
const kinds = {
  field: null,
  operator: Decoration.mark({ class: 'cm-operator' }),
  word: Decoration.mark({ class: 'cm-operator' }),
  text: Decoration.mark({ class: 'cm-text' }),
  number: Decoration.mark({ class: 'cm-number' }),
  mark: null,
}

/** Takes the last clause that begins at that place or before it away, with the word that joins it. */
export function dropClause(editor: EditorView, at: number): boolean {
  const text = editor.state.doc.toString()
  const found = clausesOf(text).findLast((range) => range.from <= at)
  if (!found) return false
  editor.dispatch({ changes: { from: 0, to: text.length, insert: withoutClause(text, found) } })
  return true
}

/** For the pointer; keys have Alt+Backspace. */
class DropMark extends WidgetType {
  constructor(private readonly from: number) {
    super()
  }

  override eq(other: DropMark) {
    return other.from === this.from
  }

  override toDOM(editor: EditorView) {
    const mark = document.createElement('span')
    mark.className = 'cm-drop'
    mark.textContent = '×'
    mark.title = 'Take this condition away (Alt+Backspace)'
    mark.ariaHidden = 'true'
    mark.addEventListener('mousedown', (event) => {
      event.preventDefault()
      dropClause(editor, this.from)
    })
    return mark
  }
}

function decorationsOf(view: EditorView): DecorationSet {
  const text = view.state.doc.toString()
  const marks = clausesOf(text).flatMap(({ from, to }) => [
    clause.range(from, to),
    Decoration.widget({ widget: new DropMark(from), side: 1 }).range(to),
  ])
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
