import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { Icon } from '../ui/icons'
import { visible } from '../ui/text'
import { opened, rowsOf, type TreeRow } from './tree'

const rowHeight = 22
const indent = 16

/** Nested values to fold and unfold; only rows in sight are in the page. */
export default function TreeView({ value }: { value: unknown }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => opened(value))
  const [more, setMore] = useState<ReadonlyMap<string, number>>(new Map())
  const rows = useMemo(() => rowsOf(value, open, more), [value, open, more])
  const scroller = useRef<HTMLDivElement>(null)
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  })
  const act = (row: TreeRow) => {
    if (row.kind === 'more') {
      setMore(new Map(more).set(row.id, (more.get(row.id) ?? 0) + 1))
      return
    }
    const next = new Set(open)
    if (!next.delete(row.id)) next.add(row.id)
    setOpen(next)
  }
  return (
    <div className="scroll tree" ref={scroller} tabIndex={0} role="tree" aria-label="Content of the file">
      <div style={{ height: shown.getTotalSize(), position: 'relative' }} role="presentation">
        {shown.getVirtualItems().map(({ index, start }) => (
          <Row key={index} row={rows[index]!} top={start} onAct={act} />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  row: TreeRow
  top: number
  onAct: (row: TreeRow) => void
}

function Row({ row, top, onAct }: RowProps) {
  const isInner = row.kind === 'list' || row.kind === 'object'
  const content = (
    <>
      {isInner ? <Icon name={row.isOpen ? 'down' : 'right'} /> : <span className="gap" />}
      {row.name !== '' && <bdi className="sec">{visible(row.name)}:</bdi>}
      <bdi className={`ell ${row.kind}`} title={isInner ? undefined : visible(row.text)}>
        {row.kind === 'text' ? `"${visible(row.text)}"` : visible(row.text)}
      </bdi>
    </>
  )
  const style = { transform: `translateY(${top}px)`, paddingLeft: 12 + row.depth * indent }
  const level = { 'aria-level': row.depth + 1, role: 'treeitem' }
  return isInner || row.kind === 'more' ? (
    <button type="button" className="twig" style={style} onClick={() => onAct(row)} {...level} aria-expanded={row.isOpen}>
      {content}
    </button>
  ) : (
    <div className="twig" style={style} {...level}>
      {content}
    </div>
  )
}
