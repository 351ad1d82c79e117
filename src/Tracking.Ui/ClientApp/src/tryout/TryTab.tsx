import { useState } from 'react'
import { Link } from 'wouter'
import { score, scoringPath, type Endpoint, type Scored } from '../api/endpoints'
import { messageOf } from '../api/client'
import { useCommands } from '../app/commands'
import { modelUriOf, predictLine, serverAddress } from '../endpoints/lines'
import { endpointPath } from '../endpoints/useEndpoints'
import { Button, Segmented } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Name } from '../ui/Name'
import { ErrorState, LoadingLine, Snippets } from '../ui/states'
import { numberText, plural, visible } from '../ui/text'
import type { VersionTabProps } from '../version/tabs'
import { NeedsEndpoint } from './NeedsEndpoint'
import { Figures, PredictionRows } from './Results'
import { requestTexts } from './requestTexts'
import { bodyOf, fieldNamedIn, hasCsv, rowCount, rowsMax, type Row, type Sample } from './sample'
import { SampleEditor, type SampleView } from './SampleEditor'
import { useServing, useTryInput, type TryInput } from './useTryout'

/** Scores rows with the version, in a form made from its signature. */
export default function TryTab({ version }: VersionTabProps) {
  const input = useTryInput(version)
  const { list, serving, ready } = useServing(version)
  if (input.isError) {
    return <ErrorState what="The signature could not be read." error={input.error} retry={input.refetch} />
  }
  if (list.isError && !list.data) {
    return <ErrorState what="Endpoints could not be loaded." error={list.error} retry={list.refetch} />
  }
  if (!input.data || !list.data) return <LoadingLine active />
  const [endpoint] = ready
  if (!endpoint) return <NeedsEndpoint version={version} list={list.data} serving={serving} />
  return (
    <TryPanel
      key={`${version.model} ${version.version}`}
      input={input.data}
      endpoints={ready}
      modelUri={modelUriOf(version.model, { version: version.version })}
    />
  )
}

interface Outcome extends Scored {
  rows: Row[]
  asked: number | undefined
  endpoint: string
}

interface TryPanelProps {
  input: TryInput
  endpoints: Endpoint[]
  modelUri: string
}

function TryPanel({ input, endpoints, modelUri }: TryPanelProps) {
  const { signature } = input
  const [sample, setSample] = useState(input.sample)
  const [view, setView] = useState<SampleView>(input.sample.kind === 'body' ? 'json' : 'form')
  const [edition, setEdition] = useState(0)
  const [problem, setProblem] = useState('')
  const [refusal, setRefusal] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [chosen, setChosen] = useState('')
  const endpoint = endpoints.find((one) => one.name === chosen) ?? endpoints[0]!
  const names = signature.kind === 'none' ? [] : signature.fields.map((field) => field.name).filter(Boolean)
  const isOnField = view === 'form' && fieldNamedIn(refusal, names) !== null
  const run = async () => {
    if (problem || isBusy) return
    setBusy(true)
    setRefusal('')
    try {
      const body = bodyOf(sample, signature)
      const scored = await score(endpoint.name, body)
      const rows = sample.kind === 'rows' ? sample.rows : []
      setOutcome({ ...scored, rows, asked: rowCount(sample), endpoint: endpoint.name })
    } catch (error) {
      setRefusal(messageOf(error))
    }
    setBusy(false)
  }
  useCommands([{ id: 'score', title: 'Score', group: 'Actions', keys: 'Ctrl+Enter', run: () => void run() }])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void run()
  }
  const restore = () => {
    setSample(input.sample)
    setProblem('')
    setEdition(edition + 1)
  }
  return (
    <div className="tryout" onKeyDown={onKeyDown}>
      <div className="inputs" tabIndex={0} role="region" aria-label="Inputs">
        <div className="blk" style={{ border: 0 }}>
          <h2>
            Inputs
            <span className="mut" style={{ fontWeight: 400 }}>
              {signature.kind === 'none' ? 'the model has no signature' : plural(signature.fields.length, 'input')}
            </span>
            <span className="end">
              <Views
                view={view}
                sample={sample}
                hasTable={hasCsv(signature)}
                isHeld={problem !== ''}
                onView={setView}
              />
            </span>
          </h2>
          {refusal && !isOnField && (
            <p className="bad" role="alert" style={{ marginBottom: 8 }}>
              {refusal}
            </p>
          )}
          <SampleEditor
            key={`${view} ${edition}`}
            view={view}
            signature={signature}
            sample={sample}
            refusal={refusal}
            onChange={(next) => {
              setSample(next)
              setRefusal('')
            }}
            onProblem={setProblem}
          />
          {problem && (
            <p className="bad" role="alert">
              {problem}
            </p>
          )}
          <div className="row wrap" style={{ marginTop: 14 }}>
            <Button kind="primary" aria-busy={isBusy} disabled={problem !== ''} onClick={() => void run()}>
              Score <kbd>Ctrl Enter</kbd>
            </Button>
            {input.isExample && (
              <Button kind="quiet" onClick={restore}>
                Use the input example
              </Button>
            )}
            <span className="grow" />
            <EndpointChoice endpoints={endpoints} endpoint={endpoint} onChoose={setChosen} />
          </div>
          {problem.includes('tracking predict') && <Snippet text={predictLine(modelUri, serverAddress())} />}
        </div>
        {outcome && <PredictionRows {...outcome} />}
      </div>
      <div className="side" tabIndex={0} role="region" aria-label="Prediction">
        <Side outcome={outcome} body={bodyOf(sample, signature)} endpoint={endpoint} />
      </div>
    </div>
  )
}

interface ViewsProps {
  view: SampleView
  sample: Sample
  hasTable: boolean
  isHeld: boolean
  onView: (view: SampleView) => void
}

/** A text that cannot be read holds its view, so that nothing typed is lost. */
function Views({ view, sample, hasTable, isHeld, onView }: ViewsProps) {
  const parts: (readonly [SampleView, string])[] = [
    ...(sample.kind === 'body' ? [] : [['form', 'Form'] as const]),
    ['json', 'JSON'],
    ...(hasTable && sample.kind !== 'body' ? [['csv', 'CSV'] as const] : []),
  ]
  return <Segmented label="Input as" value={view} parts={parts} onChange={(next) => !isHeld && onView(next)} />
}

interface EndpointChoiceProps {
  endpoints: Endpoint[]
  endpoint: Endpoint
  onChoose: (name: string) => void
}

function EndpointChoice({ endpoints, endpoint, onChoose }: EndpointChoiceProps) {
  return (
    <span className="mut row">
      Runs on
      {endpoints.length > 1 ? (
        <select
          className="in"
          style={{ width: 160 }}
          aria-label="Endpoint"
          value={endpoint.name}
          onChange={(event) => onChoose(event.target.value)}
        >
          {endpoints.map((one) => (
            <option key={one.name}>{one.name}</option>
          ))}
        </select>
      ) : (
        <Link className="link" href={endpointPath(endpoint)}>
          <Name text={endpoint.name} />
        </Link>
      )}
    </span>
  )
}

const shownBody = 4000

function Side({ outcome, body, endpoint }: { outcome: Outcome | null; body: string; endpoint: Endpoint }) {
  const address = serverAddress() + scoringPath(endpoint.name).replace('ajax-api', 'api')
  return (
    <>
      <div className="blk" aria-live="polite">
        <h2>
          Prediction
          {outcome && (
            <span className="end mut" style={{ fontWeight: 400 }}>
              {outcome.milliseconds !== undefined && `${numberText(outcome.milliseconds, 3)} ms, `}
              {visible(outcome.endpoint)}
            </span>
          )}
        </h2>
        {outcome ? <Figures {...outcome} /> : <p className="mut">Score to see it here.</p>}
      </div>
      <div className="blk">
        <h2>Request</h2>
        {body.length <= shownBody ? (
          <Snippets texts={requestTexts(address, body)} />
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
