import type { ReactNode } from 'react'
import { Button } from '../ui/Button'
import { Icon } from '../ui/icons'
import { handleOf, targetOf, type Placing } from './placing'

interface ChartSectionProps {
  name: string
  /** How much there is in it. */
  note: string
  isClosed: boolean
  onToggle: () => void
  placing: Placing
  children: ReactNode
}

/** Charts under a name; the whole can be closed and dragged to another place. */
export function ChartSection({ name, note, isClosed, onToggle, placing, children }: ChartSectionProps) {
  return (
    <section className="section" aria-label={name} {...targetOf(placing)}>
      <div className="section-head">
        <button type="button" className="grow" aria-expanded={!isClosed} onClick={onToggle}>
          <Icon name={isClosed ? 'right' : 'down'} />
          <bdi className="ell">{name}</bdi>
          <small>{note}</small>
        </button>
        {placing.keys.length > 1 && (
          <Button
            kind="small quiet"
            icon="move"
            className="handle"
            label={`Move section ${name}: drag, or arrow keys`}
            {...handleOf(placing)}
          />
        )}
      </div>
      {!isClosed && children}
    </section>
  )
}
