import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { csvText, saveFile } from '../runs/csv'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { countText, visible } from '../ui/text'
import type { Figure, Size } from './export/figure'
import { handleOf, targetOf, type Placing } from './placing'

export interface Saved {
  figure: (size: Size) => Figure
  /** A header and what is shown, the first column an id. */
  rows: () => string[][]
}

interface ChartFrameProps {
  cell: RefObject<HTMLElement | null>
  /** As the chart is called in words. */
  name: string
  heading: ReactNode
  notes?: ReactNode
  readout?: ReactNode
  tools?: ReactNode
  /** Null while there is nothing to save. */
  saved: Saved | null
  placing?: Placing | undefined
  isWide?: boolean
  children: ReactNode
}

/** What every chart has: its name, what is under the pointer, what can be done with it. */
export function ChartFrame({ cell, name, heading, notes, readout, tools, saved, placing, ...props }: ChartFrameProps) {
  const [isFull, setFull] = useState(false)
  const [isTable, setTable] = useState(false)
  useEffect(() => {
    if (!isFull) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setFull(false)
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [isFull])
  const shown = visible(name)
  return (
    <article
      className={`chart${isFull ? ' full' : ''}${props.isWide ? ' wide' : ''}`}
      ref={cell}
      aria-label={shown}
      {...(placing && targetOf(placing))}
    >
      <header>
        <h3 className="ell">{heading}</h3>
        <span className="marks ell">{notes}</span>
        {readout}
        <span className="tools">
          {tools}
          {saved && (
            <Button
              kind="small quiet"
              icon="columns"
              label={isTable ? 'Show as chart' : 'Show as table'}
              aria-pressed={isTable}
              data-act="table"
              onClick={() => setTable(!isTable)}
            />
          )}
          {saved && <SaveMenu name={name} cell={cell} saved={saved} />}
          {placing && placing.keys.length > 1 && (
            <Button
              kind="small quiet"
              icon="move"
              label={`Move ${shown}: drag, or arrow keys`}
              {...handleOf(placing)}
            />
          )}
          <Button
            kind="small quiet"
            icon="full"
            label={`${isFull ? 'Leave' : 'Show in'} full screen`}
            data-act="full"
            onClick={() => setFull(!isFull)}
          />
        </span>
      </header>
      {isTable && saved ? <ChartTable name={shown} saved={saved} /> : props.children}
    </article>
  )
}

const rowsMax = 1000

/** The values of a chart, for those who read them better so. */
function ChartTable({ name, saved }: { name: string; saved: Saved }) {
  const [header = [], ...rows] = saved.rows().map((row) => row.slice(1))
  return (
    <div className="plot as-table" tabIndex={0} role="region" aria-label={`${name} as a table`}>
      <table className="plain">
        <thead>
          <tr>
            {header.map((title) => (
              <th key={title}>{visible(title)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsMax).map((row, i) => (
            <tr key={i}>
              {row.map((value, column) => (
                <td key={column} className={column > 0 ? 'num' : ''}>
                  {visible(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > rowsMax && (
        <p className="mut">
          The first {countText(rowsMax)} of {countText(rows.length)} values; the CSV has all.
        </p>
      )}
    </div>
  )
}

/** Does something with the chart that has the focus or is under the pointer, else with the first. */
export function actOnChart(act: 'full' | 'table') {
  const chart =
    document.querySelector('.chart.full') ??
    document.activeElement?.closest('.chart') ??
    document.querySelector('.chart:hover') ??
    document.querySelector('.chart')
  chart?.querySelector<HTMLElement>(`[data-act=${act}]`)?.click()
}

function SaveMenu({ name, cell, saved }: Pick<ChartFrameProps, 'name' | 'cell'> & { saved: Saved }) {
  const file = name.replace(/[^\w.-]+/g, '_').slice(0, 100)
  const figure = () => saved.figure(sizeFor(cell.current))
  const png = async () => {
    const { pngOf } = await import('./export/figure')
    const image = await pngOf(figure())
    if (image) saveFile(`${file}.png`, 'image/png', image)
  }
  const svg = async () => {
    const { svgOf } = await import('./export/figure')
    saveFile(`${file}.svg`, 'image/svg+xml', svgOf(figure()))
  }
  return (
    <Menu
      trigger={<Button kind="small quiet" icon="download" label={`Save ${visible(name)}`} />}
      items={[
        { title: 'PNG image', onSelect: () => void png() },
        { title: 'SVG image', onSelect: () => void svg() },
        { title: 'CSV of what is shown', onSelect: () => saveFile(`${file}.csv`, 'text/csv', csvText(saved.rows())) },
      ]}
    />
  )
}

const padding = 28
const leastWidth = 480
const leastHeight = 240

/** As large as on the screen, but never too small to read. */
function sizeFor(cell: HTMLElement | null): Size {
  const plot = cell?.querySelector('.plot')
  return {
    width: Math.max(leastWidth, (cell?.clientWidth ?? 0) - padding),
    height: Math.max(leastHeight, plot?.clientHeight ?? 0),
  }
}
