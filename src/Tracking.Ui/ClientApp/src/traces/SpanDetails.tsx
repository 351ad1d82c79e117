import type { Span } from '../api/traces'
import { indentedJson } from '../artifacts/fileKinds'
import { Snippet } from '../ui/copying'
import { Name } from '../ui/Name'
import { visible } from '../ui/text'
import { millisecondsText } from './timeText'

/** What a span took and gave, what went wrong, and everything noted with it. */
export function SpanDetails({ span }: { span: Span }) {
  return (
    <section className="pane" aria-label="Span">
      <div className="scroll" tabIndex={0} role="region" aria-label="Details of the span">
        <div className="blk">
          <h2>
            <Name text={span.name} />
            {span.kind && <span className="chip">{visible(span.kind)}</span>}
            <span className="mut end">
              {millisecondsText(span.end - span.start)}, from {millisecondsText(span.start)}
            </span>
          </h2>
          {span.isError && (
            <p className="bad" role="alert">
              {visible(span.message) || 'It failed and says no more.'}
            </p>
          )}
        </div>
        <Json title="Inputs" text={span.inputs} />
        <Json title="Outputs" text={span.outputs} />
        {span.events.map((event, i) => (
          <Json
            key={i}
            title={`${visible(event.name)} at ${millisecondsText(event.at)}`}
            text={JSON.stringify(event.attributes)}
          />
        ))}
        {Object.keys(span.attributes).length > 0 && <Json title="Attributes" text={JSON.stringify(span.attributes)} />}
      </div>
    </section>
  )
}

function Json({ title, text }: { title: string; text: string }) {
  if (text === '') return null
  return (
    <div className="blk">
      <h2>{title}</h2>
      <Snippet text={indentedJson(text)} label={`Copy ${title.toLowerCase()}`} />
    </div>
  )
}
