import { Button } from '../ui/Button'
import { Icon } from '../ui/icons'
import { Name } from '../ui/Name'
import { visible } from '../ui/text'
import type { SpanLine } from './spanTree'
import { millisecondsText } from './timeText'

interface SpanTreeProps {
  lines: readonly SpanLine[]
  closed: ReadonlySet<string>
  chosen: string
  onChoose: (span: string) => void
  onToggle: (span: string) => void
}

const indent = 16

/** One line per span: its name in the tree, its part of the whole time as a bar, how long it took. */
export function SpanTree({ lines, closed, chosen, onChoose, onToggle }: SpanTreeProps) {
  const whole = Math.max(...lines.map((line) => line.span.end), Number.MIN_VALUE)
  return (
    <section className="pane spans" aria-label="Spans">
      <div className="scroll" tabIndex={0} role="region" aria-label="Tree of spans">
        <ul>
          {lines.map(({ span, depth, children }) => (
            <li key={span.id} className="span-line" style={{ paddingLeft: 12 + depth * indent }}>
              {children > 0 ? (
                <Button
                  kind="small quiet"
                  icon={closed.has(span.id) ? 'right' : 'down'}
                  label={`${closed.has(span.id) ? 'Open' : 'Close'} ${visible(span.name)}`}
                  onClick={() => onToggle(span.id)}
                />
              ) : (
                <span className="gap" />
              )}
              <Button
                kind="quiet"
                className="span-name"
                aria-current={span.id === chosen}
                onClick={() => onChoose(span.id)}
              >
                {span.isError && (
                  <span className="bad">
                    <Icon name="close" />
                    <span className="hidden-text">failed</span>
                  </span>
                )}
                <Name text={span.name} />
                {span.kind && <span className="chip">{visible(span.kind)}</span>}
              </Button>
              <span className="span-time" aria-hidden="true">
                <i
                  className={span.isError ? 'bad' : ''}
                  style={{
                    left: `${(span.start / whole) * 100}%`,
                    width: `max(2px, ${((span.end - span.start) / whole) * 100}%)`,
                  }}
                />
              </span>
              <span className="num mut">{millisecondsText(span.end - span.start)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
