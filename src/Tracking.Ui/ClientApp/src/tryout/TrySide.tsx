import { useMemo } from 'react'
import { scoringPath, type Endpoint } from '../api/endpoints'
import { serverAddress } from '../cli/server'
import { scoring } from '../snippets/snippets'
import { Snippets } from '../ui/states'
import { numberText, visible } from '../ui/text'
import { BesideResult } from './beside/BesideResult'
import { Figures } from './Results'
import { bodyOf, rowsMax, type Sample } from './sample'
import type { InputSignature } from './signature'
import type { Outcome } from './useScoring'

interface TrySideProps {
  outcome: Outcome | null
  sample: Sample
  signature: InputSignature
  endpoint: Endpoint
}

const shownBody = 4000

/** What the model said, what another said beside it, and the request as one sends it from elsewhere. */
export function TrySide({ outcome, sample, signature, endpoint }: TrySideProps) {
  const body = useMemo(() => bodyOf(sample, signature), [sample, signature])
  const address = serverAddress() + scoringPath(endpoint.name).replace('ajax-api', 'api')
  return (
    <>
      <div className="blk" aria-live="polite">
        <h2>
          Prediction
          {outcome && (
            <span className="end mut" style={{ fontWeight: 400 }}>
              {timeText(outcome.milliseconds)}
              {visible(outcome.endpoint.name)}
            </span>
          )}
        </h2>
        {outcome ? <Figures {...outcome} /> : <p className="mut">Score to see it here.</p>}
      </div>
      {outcome?.beside && <Beside outcome={outcome} beside={outcome.beside} />}
      <div className="blk">
        <h2>Request</h2>
        {body.length <= shownBody ? (
          <Snippets texts={scoring(address, body)} />
        ) : (
          <p className="mut">
            {body.length.toLocaleString('en-US')} characters: too long to show. Up to {rowsMax} rows are scored here;
            for files there is tracking predict.
          </p>
        )}
      </div>
    </>
  )
}

const timeText = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '' : `${numberText(milliseconds, 3)} ms, `

function Beside({ outcome, beside }: { outcome: Outcome; beside: NonNullable<Outcome['beside']> }) {
  const { endpoint, answer } = beside
  return (
    <section className="blk" aria-label="Beside it">
      <h2>
        Beside it
        <span className="end mut ell" style={{ fontWeight: 400 }}>
          {'milliseconds' in answer && timeText(answer.milliseconds)}
          {visible(endpoint.name)}
        </span>
      </h2>
      {!('problem' in answer) && outcome.rows.length > 1 && <Figures answer={answer.answer} asked={outcome.asked} />}
      <BesideResult
        own={outcome.answer}
        ownTitle={titleOf(outcome.endpoint)}
        other={answer}
        otherTitle={titleOf(endpoint)}
        asked={outcome.asked}
      />
    </section>
  )
}

/** What it serves, in few words: `@champion` or `version 3`. */
const titleOf = (endpoint: Endpoint) => (endpoint.alias ? `@${endpoint.alias}` : `version ${endpoint.version ?? ''}`)
