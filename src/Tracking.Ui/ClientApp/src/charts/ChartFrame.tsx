import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import { saveFile } from '../runs/csv'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { visible } from '../ui/text'
import type { Figure, Size } from './export/figure'
import { handleOf, targetOf, type Placing } from './placing'

export interface Saved {
  figure: (size: Size) => Figure
  csv: () => string
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
            onClick={() => setFull(!isFull)}
          />
        </span>
      </header>
      {props.children}
    </article>
  )
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
        { title: 'CSV of what is shown', onSelect: () => saveFile(`${file}.csv`, 'text/csv', saved.csv()) },
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
